package io.millrace.embedding.encode;

/**
 * The forward pass of a BERT encoder in TorchScript. Texts of a batch stand end to end, without
 * padding: linear layers see {@code [tokens, hidden]}, attention runs text by text.
 *
 * <p>Weights {@code w}: words {@code [vocabulary, hidden]}, positions with token type 0 added
 * {@code [positions, hidden]}, norm weight and bias; then 12 for each layer: query, key and value
 * as one {@code [3 hidden, hidden]} and its bias, attention output and bias, norm and bias,
 * intermediate and bias, output and bias, norm and bias.
 */
final class ForwardPass {
  private ForwardPass() {}

  /**
   * {@code add} appends a weight to the list, made of {@code parts} one below the other and
   * converted from their stored element type; {@code place} appends the position table. Both copy,
   * so what they were given can go. {@code hidden} gives every token's vector; {@code pooled} one
   * vector a text, computing in the last layer only the first tokens where only they count.
   */
  static final String SOURCE =
      """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def empty(self: __torch__.M) -> List[Tensor]:
          return annotate(List[Tensor], [])
        def convert(self: __torch__.M, part: Tensor, stored: int, wanted: int) -> Tensor:
          return torch.to(torch.view_copy(part, dtype=stored), wanted)
        def add(self: __torch__.M, w: List[Tensor], parts: List[Tensor], stored: int, wanted: int, transposed: bool) -> int:
          made = annotate(List[Tensor], [])
          for i in range(torch.len(parts)):
            part = (self).convert(parts[i], stored, wanted, )
            if transposed:
              _0 = torch.append(made, torch.t(part))
            else:
              _1 = torch.append(made, part)
          _2 = torch.append(w, torch.contiguous(torch.cat(made, 0)))
          return torch.len(w)
        def place(self: __torch__.M, w: List[Tensor], positions: Tensor, types: Tensor, stored: int, wanted: int, first: int) -> int:
          p = (self).convert(positions, stored, 6, )
          t = (self).convert(types, stored, 6, )
          sum = torch.add(torch.slice(p, 0, first, None, 1), torch.select(t, 0, 0))
          _0 = torch.append(w, torch.to(sum, wanted, False, True))
          return torch.len(w)
        def layers(self: __torch__.M, w: List[Tensor], ids: Tensor, places: Tensor, lengths: List[int], firsts: Tensor, heads: int, epsilon: float, only: bool) -> Tensor:
          H = torch.size(w[0], 1)
          D = torch.floordiv(H, heads)
          scale = torch.pow(D, -0.5)
          x = torch.layer_norm(torch.add(torch.embedding(w[0], ids), torch.embedding(w[1], places)), [H], w[2], w[3], epsilon)
          n = torch.floordiv(torch.sub(torch.len(w), 4), 12)
          for i in range(n):
            o = torch.add(4, torch.mul(i, 12))
            short = torch.__and__(only, torch.eq(i, torch.sub(n, 1)))
            texts = torch.split_with_sizes(torch.linear(x, w[o], w[torch.add(o, 1)]), lengths, 0)
            contexts = annotate(List[Tensor], [])
            for j in range(torch.len(texts)):
              T = lengths[j]
              qkv = torch.permute(torch.reshape(texts[j], [T, 3, heads, D]), [1, 2, 0, 3])
              q = torch.select(qkv, 0, 0)
              k = torch.select(qkv, 0, 1)
              v = torch.select(qkv, 0, 2)
              if short:
                q0 = torch.slice(q, 1, 0, 1, 1)
              else:
                q0 = q
              if torch.gt(T, 1024):
                c0 = torch.squeeze(torch.scaled_dot_product_attention(torch.unsqueeze(q0, 0), torch.unsqueeze(k, 0), torch.unsqueeze(v, 0)), 0)
              else:
                c0 = torch.matmul(torch.softmax(torch.matmul(torch.mul(q0, scale), torch.transpose(k, 1, 2)), -1), v)
              _0 = torch.append(contexts, torch.reshape(torch.transpose(c0, 0, 1), [-1, H]))
            c = torch.cat(contexts, 0)
            if short:
              x0 = torch.index_select(x, 0, firsts)
            else:
              x0 = x
            a = torch.add(torch.linear(c, w[torch.add(o, 2)], w[torch.add(o, 3)]), x0)
            h = torch.layer_norm(a, [H], w[torch.add(o, 4)], w[torch.add(o, 5)], epsilon)
            g = torch.gelu(torch.linear(h, w[torch.add(o, 6)], w[torch.add(o, 7)]))
            f = torch.add(torch.linear(g, w[torch.add(o, 8)], w[torch.add(o, 9)]), h)
            x = torch.layer_norm(f, [H], w[torch.add(o, 10)], w[torch.add(o, 11)], epsilon)
          return torch.to(x, 6)
        def hidden(self: __torch__.M, w: List[Tensor], ids: Tensor, places: Tensor, lengths: List[int], firsts: Tensor, heads: int, epsilon: float) -> Tensor:
          return (self).layers(w, ids, places, lengths, firsts, heads, epsilon, False, )
        def pooled(self: __torch__.M, w: List[Tensor], ids: Tensor, places: Tensor, lengths: List[int], firsts: Tensor, heads: int, epsilon: float, mean: bool, unit: bool) -> Tensor:
          x = (self).layers(w, ids, places, lengths, firsts, heads, epsilon, torch.__not__(mean), )
          if mean:
            texts = torch.split_with_sizes(x, lengths, 0)
            means = annotate(List[Tensor], [])
            for j in range(torch.len(texts)):
              _0 = torch.append(means, torch.mean(texts[j], [0], True))
            p = torch.cat(means, 0)
          else:
            p = x
          if unit:
            v = torch.div(p, torch.clamp_min(torch.norm(p, 2, [1], True), 1e-12))
          else:
            v = p
          return v
      """;
}
