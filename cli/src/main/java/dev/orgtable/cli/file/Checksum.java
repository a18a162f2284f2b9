package dev.orgtable.cli.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an exported file must hold. Stands beside it in {@code FILE.sha256}, in the form of {@code
 * sha256sum}, with the count of items as a comment.
 *
 * @param sha256 of the content, uncompressed, in hexadecimal digits
 * @param items how many items
 */
public record Checksum(String sha256, long items) {

  private static final Pattern FORM =
      Pattern.compile("# (\\d{1,18}) items\\R([0-9a-f]{64})  .*\\R?");
  private static final String COMPRESSED = ".gz";

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Checksum of(MessageDigest digest, long items) {
    return new Checksum(HexFormat.of().formatHex(digest.digest()), items);
  }

  static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }

  /**
   * Reads what a file must hold.
   *
   * @return empty if nothing stands beside it
   */
  public static Optional<Checksum> read(Path file) throws IOException {
    Path beside = beside(file);
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(Files.readString(beside));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(beside + " is not what an export writes");
    }
    return Optional.of(new Checksum(matcher.group(2), Long.parseLong(matcher.group(1))));
  }

  void write(Path file) throws IOException {
    String name = file.getFileName().toString();
    String content =
        name.endsWith(COMPRESSED) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
    WholeFile.write(
        beside(file),
        ("# " + items + " items\n" + sha256 + "  " + content + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refuses what was read of a file, if it is not this.
   *
   * @throws IllegalArgumentException if it is damaged or cut
   */
  public void require(Path file, Checksum found) {
    if (found.items != items) {
      throw new IllegalArgumentException(
          file + " is damaged: it holds " + found.items + " items of " + items);
    }
    if (!found.sha256.equals(sha256)) {
      throw new IllegalArgumentException(
          file + " is damaged: its SHA-256 is not that in " + beside(file));
    }
  }
}
