package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engines where DynamoDB Local is not on the class path, as in the packages. */
final class WithoutDynamoDbLocalTest {

  @TempDir private Path directory;

  @Test
  void its_absence_is_told_and_nothing_is_made() throws Exception {
    Path data = directory.resolve("data");
    try (URLClassLoader others = new URLClassLoader(others(), platform())) {
      Class<?> engines = others.loadClass(Engines.class.getName());
      Class<?> type = others.loadClass(EngineType.class.getName());
      Object local = type.getMethod("named", String.class).invoke(null, "dynamodb-local");
      Object chosen =
          engines
              .getMethod("with", type)
              .invoke(engines.getMethod("byDefault").invoke(null), local);

      assertThatThrownBy(() -> engines.getMethod("on", Path.class).invoke(chosen, data))
          .cause()
          .hasMessageContaining("DynamoDB Local is not on the class path")
          .hasMessageContaining("orgtable engine install");
    }
    assertThat(data).doesNotExist();
  }

  private static ClassLoader platform() {
    return ClassLoader.getPlatformClassLoader();
  }

  private static URL[] others() throws MalformedURLException {
    List<URL> others = new ArrayList<>();
    for (Path each : classPath()) {
      if (!each.toString().contains("DynamoDBLocal")) {
        others.add(each.toUri().toURL());
      }
    }
    return others.toArray(URL[]::new);
  }

  private static List<Path> classPath() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(Path::of)
        .toList();
  }
}
