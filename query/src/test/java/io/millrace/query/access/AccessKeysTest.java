package io.millrace.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessKeysTest {
  @TempDir Path folder;

  @Test
  void aKeyOpensItsGroupsAndThePublicOnes() throws IOException {
    AccessKeys keys = new AccessKeys(folder);
    AccessKeys.Created created = keys.create("林梅", List.of("finance", "董事会"), null);
    assertThat(created.secret()).matches("mr_[0-9a-z]{10}_[0-9A-Za-z_-]{43}");
    assertThat(keys.caller(created.secret()))
        .contains(new Caller("林梅", created.key().id(), Set.of("finance", "董事会", "public")));
  }

  @Test
  void neitherTheFileNorTheListHasASecret() throws IOException {
    AccessKeys keys = new AccessKeys(folder);
    String secret = keys.create("a", List.of("g"), null).secret().substring("mr_".length() + 11);
    Path file = folder.resolve("keys.json");
    assertThat(Files.readString(file)).doesNotContain(secret);
    assertThat(keys.list().toString()).doesNotContain(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNotAValidKeyOpensNothing() throws IOException {
    AccessKeys keys = new AccessKeys(folder);
    String secret = keys.create("a", List.of("g"), null).secret();
    String other = keys.create("b", List.of("h"), null).secret();
    String mixed = secret.substring(0, 14) + other.substring(14);
    for (String wrong :
        List.of("", " ", "mr_", secret + "x", secret.substring(1), mixed, "林梅", "mr_0000000000_")) {
      assertThat(keys.caller(wrong)).as(wrong).isEmpty();
    }
    assertThat(keys.caller(secret)).isPresent();
  }

  @Test
  void anExpiredOrRevokedKeyOpensNothing() throws IOException {
    AccessKeys service = new AccessKeys(folder);
    AccessKeys commandLine = new AccessKeys(folder);
    String expired =
        commandLine.create("old", List.of("g"), Instant.now().minusSeconds(1)).secret();
    String revoked = commandLine.create("gone", List.of("g"), null).secret();
    assertThat(service.caller(expired)).isEmpty();
    assertThat(service.caller(revoked)).isPresent();
    commandLine.revoke("gone");
    assertThat(service.caller(revoked)).as("at the next request").isEmpty();
    assertThat(service.list())
        .extracting(key -> key.state(Instant.now()))
        .containsExactly("expired", "revoked");
    String again = commandLine.create("gone", List.of("h"), null).secret();
    assertThat(service.caller(again)).isPresent();
    assertThat(service.caller(revoked)).isEmpty();
  }

  @Test
  void namesAreUniqueAmongValidKeysAndHarmless() throws IOException {
    AccessKeys keys = new AccessKeys(folder);
    keys.create("a", List.of("g"), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create("a", List.of("g"), null))
        .withMessageContaining("named a");
    for (String wrong : List.of("", "public", "a b", "a\nb", "\"", "<b>", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> keys.create(wrong, List.of("g"), null));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create("b", List.of("g", "no good"), null));
    assertThatIllegalArgumentException().isThrownBy(() -> keys.revoke("nobody"));
  }

  @Test
  void aDamagedFileLetsNobodyIn() throws IOException {
    AccessKeys keys = new AccessKeys(folder);
    String secret = keys.create("a", List.of("g"), null).secret();
    Files.writeString(folder.resolve("keys.json"), "{\"keys\":[{");
    assertThatThrownBy(() -> keys.caller(secret)).isInstanceOf(IOException.class);
  }

  @Test
  void writersDoNotLoseEachOthersKeys() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<AccessKeys.Created>> made = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "k" + i;
        made.add(threads.submit(() -> new AccessKeys(folder).create(name, List.of("g"), null)));
      }
      AccessKeys reader = new AccessKeys(folder);
      for (Future<AccessKeys.Created> each : made) {
        assertThat(reader.caller(each.get().secret())).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
