package dev.orgtable.server.console.invitation;

import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.Colour;
import dev.orgtable.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;

/** The logo and the style sheet of the product, from this server, as the pages' policy demands. */
@Controller
final class BrandController {

  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

  private final Brand brand;

  BrandController(ServerSettings settings) {
    this.brand = settings.invitations().brand();
  }

  @GetMapping("/invitation/brand/logo")
  ResponseEntity<byte[]> logo() {
    return brand
        .logo()
        .map(logo -> asset(MediaType.parseMediaType(logo.type()), logo.content()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @GetMapping("/invitation/brand/style.css")
  ResponseEntity<byte[]> style() {
    return brand
        .colour()
        .map(colour -> asset(CSS, style(colour).getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  /** The edge keeps the button apart from a card of nearly the same colour, in either theme. */
  private static String style(Colour colour) {
    return ":root { --button: %s; --button-ink: %s; --brand: %s; --brand-edge: var(--edge); }%n"
        .formatted(colour.value(), colour.ink(), colour.value());
  }

  private static ResponseEntity<byte[]> asset(MediaType type, byte[] content) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .eTag('"' + DigestUtils.md5DigestAsHex(content) + '"')
        .contentType(type)
        .body(content);
  }
}
