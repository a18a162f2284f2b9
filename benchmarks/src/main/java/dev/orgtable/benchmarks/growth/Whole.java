package dev.orgtable.benchmarks.growth;

import dev.orgtable.benchmarks.Checkout;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Markdown;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures verification and export by the command line, with a fixed heap.
 *
 * @param engine the engine's endpoint
 * @param scratch the directory for exports
 */
record Whole(URI engine, Path scratch) {

  private static final int FEWEST = 1_000;
  private static final int MOST = 10_000;
  private static final double NANOS_A_SECOND = 1e9;

  /** Returns the results for the page; empty if no table has a suitable size. */
  String report(List<Integer> sizes) throws IOException, InterruptedException {
    List<Integer> fitting = sizes.stream().filter(size -> size >= FEWEST && size <= MOST).toList();
    if (fitting.isEmpty()) {
      return "";
    }
    Markdown table =
        new Markdown("members", "verify, s", "export, s", "items", "export, µs an item");
    for (int size : fitting) {
      Path file = scratch.resolve(Town.table(size) + ".jsonl");
      double verified = program(size, List.of("verify"));
      double exported = program(size, List.of("export", file.toString()));
      double items;
      try (Stream<String> lines = Files.lines(file)) {
        items = (double) lines.count();
      }
      table.row(
          Markdown.number(size, 0),
          Markdown.number(verified, 1),
          Markdown.number(exported, 1),
          Markdown.number(items, 0),
          Markdown.number(exported * 1e6 / items, 0));
    }
    return "\n"
        + "`orgtable table verify` and `export`, from start to exit, each with a heap of 64"
        + " MB; one run each, without rounds; no violations were found. A million items are"
        + " in [reliability.md](reliability.md).\n\n"
        + table;
  }

  private double program(int size, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Child.java(),
                "-Xmx64m",
                "-Daws.accessKeyId=key",
                "-Daws.secretAccessKey=secret",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Checkout.file("cli/target/orgtable.jar").toString(),
                "table"));
    command.add(arguments.get(0));
    command.addAll(List.of("--table", Town.table(size), "--endpoint", engine.toString()));
    command.addAll(List.of("--region", "us-east-1"));
    command.addAll(arguments.subList(1, arguments.size()));
    long start = System.nanoTime();
    try (Child program = Child.command(command)) {
      program.finish();
      return (System.nanoTime() - start) / NANOS_A_SECOND;
    }
  }
}
