package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only DynamoDB Local promises. */
final class DynamoDbLocalTest {

  private static final Engines ENGINES = Engines.byDefault().with(EngineType.DYNAMODB_LOCAL);
  private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]+)\\]");
  private static final String LISTENING = "0A";

  @TempDir Path parent;

  @Test
  @EnabledOnOs(OS.LINUX)
  void no_port_is_opened() throws IOException {
    Set<String> before = listening();

    try (Engine memory = ENGINES.inMemory();
        Engine disk = ENGINES.on(parent.resolve("data"))) {
      new Numbers(memory.client()).create().add(1);
      new Numbers(disk.client()).create().add(1);

      assertThat(listening()).isEqualTo(before);
    }
  }

  /** Returns the inodes of this process's listening sockets, from Linux's /proc. */
  private static Set<String> listening() throws IOException {
    Set<String> mine = new TreeSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        if (Files.isSymbolicLink(each)) {
          var socket = SOCKET.matcher(Files.readSymbolicLink(each).toString());
          if (socket.matches()) {
            mine.add(socket.group(1));
          }
        }
      }
    }
    Set<String> listening = new TreeSet<>();
    for (String table : Set.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        listening.addAll(
            Files.readAllLines(Path.of(table)).stream()
                .skip(1)
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[3].equals(LISTENING) && mine.contains(fields[9]))
                .map(fields -> fields[9])
                .collect(Collectors.toSet()));
      }
    }
    return listening;
  }
}
