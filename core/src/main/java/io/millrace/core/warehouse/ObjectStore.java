package io.millrace.core.warehouse;

import io.millrace.core.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** How Hadoop's {@code s3a} file system reaches an S3-compatible store. */
public final class ObjectStore {
  private ObjectStore() {}

  /**
   * Settings → Hadoop's properties; what is not set is left to Hadoop's own files and to Amazon's
   * chain of credentials. The values hold the secret key: never log them.
   */
  public static Map<String, String> properties(Settings.S3 store) {
    Map<String, String> properties = new LinkedHashMap<>();
    // no request after each new file to delete the marks of its folders, which nobody minds
    properties.put("fs.s3a.directory.marker.retention", "keep");
    store
        .endpoint()
        .ifPresent(
            endpoint -> {
              properties.put("fs.s3a.endpoint", endpoint);
              // buckets as host names need DNS of their own, which only Amazon is sure to have
              properties.put("fs.s3a.path.style.access", "true");
            });
    store.region().ifPresent(region -> properties.put("fs.s3a.endpoint.region", region));
    store.accessKey().ifPresent(key -> properties.put("fs.s3a.access.key", key));
    store.secretKey().ifPresent(key -> properties.put("fs.s3a.secret.key", key.value()));
    return properties;
  }
}
