package dev.orgtable.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of credentials, so that none is kept in memory as it was presented. */
public final class Sha256 {

  private Sha256() {}

  /** Returns the SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
  public static String hex(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns whether a hash is that of a text, in a time that does not depend on the hash. */
  public static boolean isOf(String hex, String text) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.UTF_8), hex(text).getBytes(StandardCharsets.UTF_8));
  }
}
