package dev.orgtable.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A text that only the holder of a {@link Secret} can read: AES-256-GCM under a key derived from
 * the secret. Each secret seals one text, so the nonce is constant.
 */
final class Sealed {

  private static final int TAG_BITS = 128;
  private static final GCMParameterSpec ONCE = new GCMParameterSpec(TAG_BITS, new byte[12]);

  private Sealed() {}

  static String of(String secret, String text) {
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, secret).doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in GCM", e);
    }
  }

  /** Returns the text; empty if it was sealed with another secret, or altered. */
  static Optional<String> open(String secret, String sealed) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sealed);
      if (bytes.length < TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      byte[] text = cipher(Cipher.DECRYPT_MODE, secret).doFinal(bytes);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in GCM", e);
    }
  }

  /** The key is a hash of its own: what is stored of a token, another hash, does not give it. */
  private static Cipher cipher(int mode, String secret) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("orgtable/sealed/".getBytes(StandardCharsets.US_ASCII));
    byte[] key = digest.digest(secret.getBytes(StandardCharsets.US_ASCII));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), ONCE);
    return cipher;
  }
}
