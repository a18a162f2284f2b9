package dev.orgtable.benchmarks.service;

import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A constant answer at the address of a check, behind the same filters, credentials and rights, and
 * through the same writer of JSON: the least that a check can take in this server. Only the server
 * of {@link CachedPart} has it.
 */
@RestController
final class Constant {

  static final String PATH = "/v1/check?constant=true";

  private static final Answer ANSWER = new Answer(true, true, List.of("staff"), Map.of());

  /** Looks like the answer of a check. */
  record Answer(
      boolean member, boolean allowed, List<String> groups, Map<String, List<String>> services) {}

  @GetMapping(path = "/v1/check", params = "constant")
  Answer answer(@RequestParam String constant) {
    return ANSWER;
  }
}
