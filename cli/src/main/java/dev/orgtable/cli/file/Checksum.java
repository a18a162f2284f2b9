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
 * The checksum of an exported file, stored beside it in {@code FILE.sha256} in the format of {@code
 * sha256sum}, with the number of items in a comment.
 *
 * @param sha256 the digest of the uncompressed content, in hexadecimal
 * @param items the number of items
 */
public record Checksum(String sha256, long items) {

  private static final Pattern FORM =
      Pattern.compile("# (\\d{1,18}) items\\R([0-9a-f]{64})  .*\\R?");
  private static final String COMPRESSED = ".gz";

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  static Checksum of(MessageDigest digest, long items) {
    return new Checksum(HexFormat.of().formatHex(digest.digest()), items);
  }

  /** Returns the checksum so far, of a digest that goes on. */
  static Checksum soFar(MessageDigest digest, long items) {
    try {
      return of((MessageDigest) digest.clone(), items);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 cannot be continued", e);
    }
  }

  static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }

  /**
   * Reads the checksum of a file.
   *
   * @return empty if there is none
   */
  public static Optional<Checksum> read(Path file) throws IOException {
    Path beside = beside(file);
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(Files.readString(beside));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(beside + " was not written by an export");
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
   * Compares the content of a file with this checksum.
   *
   * @throws IllegalArgumentException if the file is damaged or truncated
   */
  public void require(Path file, Checksum found) {
    if (found.items != items) {
      throw new IllegalArgumentException(
          file + " is damaged: it has " + found.items + " of " + items + " items");
    }
    if (!found.sha256.equals(sha256)) {
      throw new IllegalArgumentException(
          file + " is damaged: its SHA-256 differs from " + beside(file));
    }
  }
}
