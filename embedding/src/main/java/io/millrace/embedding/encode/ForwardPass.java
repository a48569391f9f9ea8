package io.millrace.embedding.encode;

import java.util.regex.Pattern;

/**
 * The forward pass of a BERT encoder in TorchScript. Texts of a batch stand end to end, without
 * padding: linear layers see {@code [tokens, hidden]}, attention sees texts of one length together.
 *
 * <p>Weights {@code w}: words {@code [vocabulary, hidden]}, positions with token type 0 added
 * {@code [positions, hidden]}, norm weight and bias; then 12 for each layer: query, key and value
 * as one {@code [3 hidden, hidden]} and its bias, attention output and bias, norm and bias,
 * intermediate and bias, output and bias, norm and bias. Queries come scaled by 1/√(head size).
 *
 * <p>On a CPU, weights of linear layers are laid out once as oneDNN wants them ({@code is_mkldnn});
 * its products then take the activation and the residual along.
 */
final class ForwardPass {
  /**
   * Raised whenever a change moves vectors by more than 1e-5 in a precision below fp32: part of the
   * fingerprint there.
   */
  static final String REVISION = "2";

  /** A choice between oneDNN's operator and the engine's own. */
  private static final Pattern CHOICE =
      Pattern.compile(
          "( *)if (?:w\\.is_mkldnn|packed):\\n.* = ops\\.mkldnn\\..*\\n *else:\\n *(.*)");

  private ForwardPass() {}

  /**
   * The source.
   *
   * @param oneDnn whether the engine was built with oneDNN; without it its operators do not exist,
   *     and a source that names them does not compile
   */
  static String source(boolean oneDnn) {
    return oneDnn ? SOURCE : CHOICE.matcher(SOURCE).replaceAll("$1$2");
  }

  /**
   * {@code add} appends a weight to the list, made of {@code parts} one below the other, the first
   * times {@code scale}, and converted from their stored element type; {@code place} appends the
   * position table. Both copy, so what they were given can go. {@code hidden} gives every token's
   * vector; {@code pooled} one vector a text, computing in the last layer only the first tokens
   * where only they count. Both take the texts as runs of one length: {@code lengths} and how many
   * texts have it.
   *
   * <p>Attention in bf16 is product, softmax, product, on so many heads at once as fit a core's
   * cache, and with oneDNN's softmax: the engine's own takes 1.5 times as long. Elsewhere, and
   * where the scores of one head would not fit a cache, the engine's fused attention is faster.
   */
  private static final String SOURCE =
      """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def empty(self: __torch__.M) -> List[Tensor]:
          return annotate(List[Tensor], [])
        def convert(self: __torch__.M, part: Tensor, stored: int, wanted: int) -> Tensor:
          return torch.to(torch.view_copy(part, dtype=stored), wanted)
        def add(self: __torch__.M, w: List[Tensor], parts: List[Tensor], stored: int, wanted: int, transposed: bool, scale: float, packed: bool) -> int:
          made = annotate(List[Tensor], [])
          for i in range(torch.len(parts)):
            part = (self).convert(parts[i], stored, 6, )
            if transposed:
              turned = torch.t(part)
            else:
              turned = part
            if torch.eq(i, 0):
              scaled = torch.mul(turned, scale)
            else:
              scaled = turned
            _0 = torch.append(made, scaled)
          whole = torch.contiguous(torch.to(torch.cat(made, 0), wanted))
          if packed:
            laid = ops.mkldnn._reorder_linear_weight(whole, None)
          else:
            laid = whole
          _1 = torch.append(w, laid)
          return torch.len(w)
        def place(self: __torch__.M, w: List[Tensor], positions: Tensor, types: Tensor, stored: int, wanted: int, first: int) -> int:
          p = (self).convert(positions, stored, 6, )
          t = (self).convert(types, stored, 6, )
          sum = torch.add(torch.slice(p, 0, first, None, 1), torch.select(t, 0, 0))
          _0 = torch.append(w, torch.to(sum, wanted, False, True))
          return torch.len(w)
        def dense(self: __torch__.M, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
          if w.is_mkldnn:
            y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
          else:
            y = torch.linear(x, w, b)
          return y
        def dense_gelu(self: __torch__.M, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
          if w.is_mkldnn:
            y = ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), "none")
          else:
            y = torch.gelu(torch.linear(x, w, b))
          return y
        def dense_add(self: __torch__.M, x: Tensor, w: Tensor, b: Tensor, residual: Tensor) -> Tensor:
          if w.is_mkldnn:
            y = ops.mkldnn._linear_pointwise(x, residual, w, b, "add")
          else:
            y = torch.add(torch.linear(x, w, b), residual)
          return y
        def attend(self: __torch__.M, qkv: Tensor, texts: int, heads: int, short: bool, bf16: bool) -> Tensor:
          T = torch.floordiv(torch.size(qkv, 0), texts)
          H = torch.floordiv(torch.size(qkv, 1), 3)
          D = torch.floordiv(H, heads)
          parts = torch.permute(torch.reshape(qkv, [texts, T, 3, heads, D]), [2, 0, 3, 1, 4])
          if torch.__and__(bf16, torch.le(T, 1024)):
            flat = torch.reshape(parts, [3, torch.mul(texts, heads), T, D])
            q0 = torch.select(flat, 0, 0)
            if short:
              q = torch.slice(q0, 1, 0, 1, 1)
            else:
              q = q0
            together = torch.add(torch.floordiv(524288, torch.mul(T, T)), 1)
            qs = torch.split(q, together, 0)
            ks = torch.split(torch.transpose(torch.select(flat, 0, 1), 1, 2), together, 0)
            vs = torch.split(torch.select(flat, 0, 2), together, 0)
            contexts = annotate(List[Tensor], [])
            for i in range(torch.len(qs)):
              scores = torch.to_mkldnn(torch.matmul(qs[i], ks[i]))
              _0 = torch.append(contexts, torch.matmul(torch.to_dense(torch.softmax(scores, -1)), vs[i]))
            c = torch.reshape(torch.cat(contexts, 0), [texts, heads, -1, D])
          else:
            q1 = torch.select(parts, 0, 0)
            if short:
              q2 = torch.slice(q1, 2, 0, 1, 1)
            else:
              q2 = q1
            c = torch.scaled_dot_product_attention(q2, torch.select(parts, 0, 1), torch.select(parts, 0, 2), None, 0., False, scale=1.)
          return torch.reshape(torch.transpose(c, 1, 2), [-1, H])
        def layers(self: __torch__.M, w: List[Tensor], ids: Tensor, places: Tensor, lengths: List[int], counts: List[int], firsts: Tensor, heads: int, epsilon: float, only: bool) -> Tensor:
          H = torch.size(w[0], 1)
          bf16 = torch.__and__(w[4].is_mkldnn, torch.eq(ops.prim.dtype(w[0]), 15))
          rows = annotate(List[int], [])
          for j in range(torch.len(lengths)):
            _0 = torch.append(rows, torch.mul(lengths[j], counts[j]))
          x = torch.layer_norm(torch.add(torch.embedding(w[0], ids), torch.embedding(w[1], places)), [H], w[2], w[3], epsilon)
          n = torch.floordiv(torch.sub(torch.len(w), 4), 12)
          for i in range(n):
            o = torch.add(4, torch.mul(i, 12))
            short = torch.__and__(only, torch.eq(i, torch.sub(n, 1)))
            runs = torch.split_with_sizes((self).dense(x, w[o], w[torch.add(o, 1)], ), rows, 0)
            contexts = annotate(List[Tensor], [])
            for k in range(torch.len(runs)):
              _1 = torch.append(contexts, (self).attend(runs[k], counts[k], heads, short, bf16, ))
            c = torch.cat(contexts, 0)
            if short:
              x0 = torch.index_select(x, 0, firsts)
            else:
              x0 = x
            a = (self).dense_add(c, w[torch.add(o, 2)], w[torch.add(o, 3)], x0, )
            h = torch.layer_norm(a, [H], w[torch.add(o, 4)], w[torch.add(o, 5)], epsilon)
            g = (self).dense_gelu(h, w[torch.add(o, 6)], w[torch.add(o, 7)], )
            f = (self).dense_add(g, w[torch.add(o, 8)], w[torch.add(o, 9)], h, )
            x = torch.layer_norm(f, [H], w[torch.add(o, 10)], w[torch.add(o, 11)], epsilon)
          return torch.to(x, 6)
        def hidden(self: __torch__.M, w: List[Tensor], ids: Tensor, places: Tensor, lengths: List[int], counts: List[int], firsts: Tensor, heads: int, epsilon: float) -> Tensor:
          return (self).layers(w, ids, places, lengths, counts, firsts, heads, epsilon, False, )
        def pooled(self: __torch__.M, w: List[Tensor], ids: Tensor, places: Tensor, lengths: List[int], counts: List[int], firsts: Tensor, heads: int, epsilon: float, mean: bool, unit: bool) -> Tensor:
          x = (self).layers(w, ids, places, lengths, counts, firsts, heads, epsilon, torch.__not__(mean), )
          if mean:
            means = annotate(List[Tensor], [])
            start = 0
            for j in range(torch.len(lengths)):
              end = torch.add(start, torch.mul(lengths[j], counts[j]))
              run = torch.reshape(torch.slice(x, 0, start, end, 1), [counts[j], lengths[j], -1])
              _0 = torch.append(means, torch.mean(run, [1]))
              start = end
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
