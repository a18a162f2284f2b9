package dev.orgtable.internal.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts texts with AES-256-GCM under a key derived from a secret. The result is a random nonce
 * and the ciphertext, in URL-safe Base64.
 */
public final class Sealed {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private Sealed() {}

  public static String of(String secret, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, secret, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer whole = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform supports AES/GCM", e);
    }
  }

  /** Decrypts a text; empty if it was encrypted with another secret or altered. */
  public static Optional<String> open(String secret, String sealed) {
    try {
      ByteBuffer whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
      if (whole.remaining() < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      byte[] nonce = new byte[NONCE_BYTES];
      whole.get(nonce);
      byte[] rest = new byte[whole.remaining()];
      whole.get(rest);
      byte[] text = cipher(Cipher.DECRYPT_MODE, secret, nonce).doFinal(rest);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform supports AES/GCM", e);
    }
  }

  /**
   * Derives the key by a hash with a prefix of its own, so that stored hashes of the secret do not
   * reveal it.
   */
  private static Cipher cipher(int mode, String secret, byte[] nonce)
      throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("orgtable/sealed/".getBytes(StandardCharsets.US_ASCII));
    byte[] key = digest.digest(secret.getBytes(StandardCharsets.UTF_8));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
