package dev.orgtable.server.console.panel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of the table, for display.
 *
 * @param id the partition key
 * @param rng the sort key
 * @param typ the record type; empty if the item has none
 * @param otherSide the path of the page that shows the other side of the membership; empty for
 *     other records
 * @param attributes the other attributes, by name
 */
public record ItemView(
    String id, String rng, String typ, Optional<String> otherSide, List<Attribute> attributes) {

  private static final List<String> SHOWN_APART = List.of("id", "rng", "typ");
  private static final Map<String, String> OTHER_SIDES =
      Map.of(
          "userOrganisation/", "/console/organisations/{name}",
          "organisationGroupMember/", "/console/users/{name}",
          "organisationInvitation/", "/console/users/{name}");

  static ItemView of(Map<String, AttributeValue> item) {
    String rng = text(item.get("rng"));
    return new ItemView(
        text(item.get("id")),
        rng,
        text(item.get("typ")),
        otherSide(rng),
        item.entrySet().stream()
            .filter(each -> !SHOWN_APART.contains(each.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .map(each -> Attribute.of(each.getKey(), each.getValue()))
            .toList());
  }

  private static Optional<String> otherSide(String rng) {
    return OTHER_SIDES.entrySet().stream()
        .filter(each -> rng.startsWith(each.getKey()))
        .map(
            each ->
                UriComponentsBuilder.fromUriString(each.getValue())
                    .encode()
                    .buildAndExpand(rng.substring(each.getKey().length()))
                    .toUriString())
        .findFirst();
  }

  private static String text(@Nullable AttributeValue value) {
    return value == null || value.s() == null ? "" : value.s();
  }

  /**
   * One attribute.
   *
   * @param name its name
   * @param type its type in DynamoDB: S, N, SS, …
   * @param values its value, or the elements of a set
   */
  public record Attribute(String name, String type, List<String> values) {
    static Attribute of(String name, AttributeValue value) {
      String type = value.type().name();
      return new Attribute(
          name, type, Secrets.isSecret(name) ? List.of(Secrets.HIDDEN) : values(value));
    }

    private static List<String> values(AttributeValue value) {
      return switch (value.type()) {
        case S -> List.of(value.s());
        case N -> List.of(value.n());
        case BOOL -> List.of(value.bool().toString());
        case SS -> value.ss().stream().sorted().toList();
        case NS -> value.ns().stream().sorted().toList();
        case NUL -> List.of("null");
        default -> Stream.of(value).map(AttributeValue::toString).toList();
      };
    }
  }
}
