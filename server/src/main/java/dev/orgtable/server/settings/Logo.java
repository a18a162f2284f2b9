package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A logo, which this server delivers: an image in one of a few formats. */
public final class Logo {

  /** The maximum size, in bytes. */
  public static final int MOST_BYTES = 256 * 1024;

  private static final String FIELD = "logo";
  private static final HexFormat HEX = HexFormat.of();
  private static final int SIGNATURE = 12;

  private final String type;
  private final byte[] content;

  private Logo(String type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /**
   * Reads a logo from a file. What it is, its content says, not its name.
   *
   * @throws InvalidInput if the file cannot be read, is empty or larger than {@value #MOST_BYTES}
   *     bytes, or is neither PNG, JPEG, WebP nor SVG
   */
  public static Logo read(Path file) {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new InvalidInput(FIELD, "cannot be read: " + file);
    }
    if (content.length > MOST_BYTES) {
      throw new InvalidInput(FIELD, "must have at most " + MOST_BYTES / 1024 + " KB: " + file);
    }
    return new Logo(type(content, file), content);
  }

  private static String type(byte[] content, Path file) {
    String start = HEX.formatHex(Arrays.copyOf(content, SIGNATURE));
    if (start.startsWith("89504e470d0a1a0a")) {
      return "image/png";
    }
    if (start.startsWith("ffd8ff")) {
      return "image/jpeg";
    }
    if (start.startsWith("52494646") && start.endsWith("57454250")) {
      return "image/webp";
    }
    if (isSvg(content)) {
      return "image/svg+xml";
    }
    throw new InvalidInput(FIELD, "must be a PNG, JPEG, WebP or SVG image: " + file);
  }

  /** Returns whether this is a document of SVG that refers to no entities. */
  private static boolean isSvg(byte[] content) {
    XMLInputFactory xml = XMLInputFactory.newInstance();
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(content));
      while (reader.next() != XMLStreamReader.START_ELEMENT) {
        // A comment, or the document type, of which nothing is read.
      }
      boolean svg =
          "http://www.w3.org/2000/svg".equals(reader.getNamespaceURI())
              && reader.getLocalName().equals("svg");
      while (svg && reader.hasNext()) {
        svg = reader.next() != XMLStreamReader.ENTITY_REFERENCE;
      }
      return svg;
    } catch (XMLStreamException e) {
      return false;
    }
  }

  /** Returns the media type. */
  public String type() {
    return type;
  }

  /** Returns a copy of the content. */
  public byte[] content() {
    return content.clone();
  }

  /** Returns whether mail programs show it: they do not show SVG. */
  public boolean isFitForMail() {
    return !type.equals("image/svg+xml");
  }
}
