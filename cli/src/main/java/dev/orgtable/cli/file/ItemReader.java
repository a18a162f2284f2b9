package dev.orgtable.cli.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the items of a file: JSON Lines or one JSON array; compressed if its name ends in {@code
 * .gz}. Errors are thrown as {@link IllegalArgumentException} with the line number.
 */
public final class ItemReader implements AutoCloseable {

  /** The maximum text size: an item of 400 KB, fully escaped, with some margin. */
  private static final int LONGEST = 4_000_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST).build())
          .build();

  private final Path file;
  private final MessageDigest digest = Checksum.digest();
  private final JsonParser parser;
  private boolean begun;
  private boolean array;
  private long count;

  private ItemReader(Path file, InputStream content) {
    this.file = file;
    this.parser =
        JSON.createParser(ObjectReadContext.empty(), new DigestInputStream(content, digest));
  }

  /** Opens an export, compressed or not. */
  public static ItemReader open(Path file) throws IOException {
    return new ItemReader(file, content(file, isCompressed(file)));
  }

  /** Returns the content of a file, uncompressed. */
  static InputStream content(Path file, boolean compressed) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    if (!compressed) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw new IllegalArgumentException(file + " is not a gzip file: " + e.getMessage(), e);
    }
  }

  static boolean isCompressed(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  /** Returns the next item; empty at the end. */
  public Optional<Map<String, AttributeValue>> next() {
    try {
      JsonToken token = parser.nextToken();
      if (!begun) {
        begun = true;
        array = token == JsonToken.START_ARRAY;
        token = array ? parser.nextToken() : token;
      }
      if (array && token == JsonToken.END_ARRAY) {
        array = false;
        if (parser.nextToken() != null) {
          throw wrong("unexpected content after the array", null);
        }
        return Optional.empty();
      }
      if (token == null) {
        return Optional.empty();
      }
      return Optional.of(item());
    } catch (JacksonException e) {
      throw wrong(String.valueOf(e.getOriginalMessage()), e);
    }
  }

  private Map<String, AttributeValue> item() {
    long line = parser.currentTokenLocation().getLineNr();
    try {
      Map<String, AttributeValue> item = new AttributeReader(parser).read();
      count++;
      return item;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ", line " + line + ": " + e.getMessage(), e);
    }
  }

  private IllegalArgumentException wrong(String what, @Nullable JacksonException cause) {
    return new IllegalArgumentException(
        file + ", line " + parser.currentLocation().getLineNr() + ": " + what, cause);
  }

  /** Returns the position in the uncompressed content, in bytes. */
  public long position() {
    return parser.currentLocation().getByteOffset();
  }

  /** Returns the checksum; available once the end is reached. */
  public Checksum checksum() {
    return Checksum.of(digest, count);
  }

  @Override
  public void close() {
    parser.close();
  }
}
