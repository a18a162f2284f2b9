package dev.orgtable.cli;

import dev.orgtable.cli.file.OwnerFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Outputs the first API key and sign-in links: to standard output, or to a file that only its owner
 * can read, one per line, such as {@code api-key otk_…}.
 */
final class Secrets {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--print-secrets-to",
      paramLabel = "FILE",
      description =
          "Append the first API key and sign-in links to this file (mode 0600), one per line,"
              + " instead of printing them.")
  private @Nullable Path file;

  /** Creates the file if necessary, before a secret is created that could not be shown. */
  void prepare() {
    if (file == null) {
      return;
    }
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        OwnerFile.create(file).close();
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw misused(file + " is not a regular file");
      }
      if (!OwnerFile.isRestricted(file)) {
        throw misused(file + " can be read or written by others: run chmod 600 on it");
      }
      write("");
    } catch (IOException e) {
      throw misused(Failures.describe(e));
    }
  }

  /** Outputs a secret. */
  void show(String label, String name, String secret, String note) {
    PrintWriter out = spec.commandLine().getOut();
    if (file == null) {
      out.println(label + secret + note);
    } else {
      try {
        write(name + " " + secret + "\n");
        out.println(label + "in " + file);
      } catch (IOException e) {
        spec.commandLine()
            .getErr()
            .println("orgtable: no " + name + ", cannot write " + file + ": " + e.getMessage());
      }
    }
    out.flush();
  }

  private void write(String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            Objects.requireNonNull(file),
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private ParameterException misused(String why) {
    return new ParameterException(spec.commandLine(), "--print-secrets-to: " + why);
  }
}
