package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.Permission;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The size of claims in bytes: of the HTTP API's response, as compact JSON in UTF-8. */
final class ClaimsSize {

  private static final int MEMBER =
      "{\"org_id\":,\"org_name\":,\"groups\":,\"services\":}".length();
  private static final int PERMISSIONS = ",\"permissions\":".length();
  private static final int TRUNCATED = ",\"truncated\":false".length();
  private static final int PERMISSIONS_TRUNCATED = ",\"permissions_truncated\":true".length();
  private static final int LIST = "{\"organisations\":}".length() + TRUNCATED;

  private ClaimsSize() {}

  static int of(Claims.OfUser claims) {
    return LIST
        + mark(claims.permissionsTruncated())
        + list(claims.organisations().stream().map(ClaimsSize::member).toList());
  }

  static int of(Claims.OfOrganisation claims) {
    return member(claims) + mark(claims.permissionsTruncated()) + TRUNCATED;
  }

  private static int mark(boolean permissionsTruncated) {
    return permissionsTruncated ? PERMISSIONS_TRUNCATED : 0;
  }

  private static int member(Claims.OfOrganisation claims) {
    List<Integer> groups = new ArrayList<>();
    Map<String, List<Integer>> services = new HashMap<>();
    for (Group group : claims.groups()) {
      (group instanceof Group.OfService of
              ? services.computeIfAbsent(of.service().value(), service -> new ArrayList<>())
              : groups)
          .add(text(group.name().value()));
    }
    return MEMBER
        + text(claims.organisation().value())
        + text(claims.name())
        + list(groups)
        + claims.permissions().map(ClaimsSize::permissions).orElse(0)
        + list(
            services.entrySet().stream()
                .map(of -> text(of.getKey()) + ":".length() + list(of.getValue()))
                .toList());
  }

  private static int permissions(List<Permission> permissions) {
    return PERMISSIONS + list(permissions.stream().map(each -> text(each.value())).toList());
  }

  /** Returns the size of an array or an object whose elements have these sizes. */
  private static int list(Collection<Integer> elements) {
    int commas = Math.max(0, elements.size() - 1);
    return "[]".length() + commas + elements.stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the size of a string, which has no control characters. */
  private static int text(String text) {
    long escaped = text.chars().filter(c -> c == '"' || c == '\\').count();
    return "\"\"".length() + text.getBytes(StandardCharsets.UTF_8).length + (int) escaped;
  }
}
