package dev.orgtable.contracts.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import dev.orgtable.contracts.access.Access.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A policy in {@code infrastructure/iam}: a statement for each set of partition keys of the table
 * or the index, with the actions on them.
 */
final class Policy {

  private static final Path FILES = Path.of("../infrastructure/iam");
  private static final Pattern STATEMENT = Pattern.compile("(?s)\"Sid\".*?\\n    \\}");
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
  private static final String CONDITION =
      """
      ,
            "Condition": {
              "ForAllValues:StringLike": {
                "dynamodb:LeadingKeys": [%s]
              }
            }\
      """;
  private static final String PREFIX = "dynamodb:";
  private static final String INDEX = "${TableArn}/index/directory";

  private final String name;

  Policy(String name) {
    this.name = name;
  }

  /** Returns whether this run writes the policies instead of holding the library to them. */
  static boolean isWritten() {
    return "write".equals(System.getProperty("orgtable.policies"));
  }

  Path file() {
    return FILES.resolve(name + ".json");
  }

  String text() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the policy grants. */
  Set<Access> granted() {
    return granted(text());
  }

  /** Returns what a policy of this text grants. */
  static Set<Access> granted(String policy) {
    Set<Access> granted = new HashSet<>();
    Matcher statements = STATEMENT.matcher(policy);
    while (statements.find()) {
      String statement = statements.group();
      Resource resource = statement.contains(INDEX) ? Resource.INDEX : Resource.TABLE;
      List<String> keys = texts(statement, "dynamodb:LeadingKeys");
      for (String action : texts(statement, "Action")) {
        for (String key : keys.isEmpty() ? List.of(Access.ANY) : keys) {
          granted.add(new Access(action.substring(PREFIX.length()), resource, key));
        }
      }
    }
    return granted;
  }

  /**
   * Returns how the policy differs from what is needed, in both directions; empty if it grants
   * exactly that.
   */
  List<String> differences(Collection<Access> needed) {
    return differences(granted(), needed);
  }

  static List<String> differences(Collection<Access> granted, Collection<Access> needed) {
    return Stream.concat(
            needed.stream()
                .filter(access -> !granted.contains(access))
                .map(access -> "needed, not granted: " + access),
            granted.stream()
                .filter(access -> !needed.contains(access))
                .map(access -> "granted, never used: " + access))
        .sorted()
        .toList();
  }

  private static List<String> texts(String statement, String field) {
    int start = statement.indexOf("\"" + field + "\": [");
    if (start < 0) {
      return List.of();
    }
    String list = statement.substring(statement.indexOf('[', start), statement.indexOf(']', start));
    return TEXT.matcher(list).results().map(each -> each.group(1)).toList();
  }

  /** Returns the text of the policy that grants exactly this. */
  static String of(Collection<Access> accesses) {
    List<String> statements = new ArrayList<>();
    for (Resource resource : Resource.values()) {
      statementsOf(accesses, resource)
          .forEach((keys, actions) -> statements.add(statement(resource, keys, actions)));
    }
    return """
        {
          "Version": "2012-10-17",
          "Statement": [
        %s
          ]
        }
        """
        .formatted(String.join(",\n", statements));
  }

  /** Returns the actions by the list of keys that they are on. */
  private static Map<String, Set<String>> statementsOf(
      Collection<Access> accesses, Resource resource) {
    Map<String, Set<String>> keysOf =
        accesses.stream()
            .filter(access -> access.resource() == resource)
            .collect(
                groupingBy(
                    Access::action,
                    TreeMap::new,
                    mapping(Access::keys, toCollection(TreeSet::new))));
    Map<String, Set<String>> actions = new TreeMap<>();
    keysOf.forEach(
        (action, keys) ->
            actions.computeIfAbsent(listOf(keys), each -> new TreeSet<>()).add(action));
    return actions;
  }

  /** Returns the list of keys in a condition; empty if any key is meant. */
  private static String listOf(Set<String> keys) {
    return keys.contains(Access.ANY) ? "" : list(keys, "", "            ");
  }

  private static String statement(Resource resource, String keys, Set<String> actions) {
    String sid =
        resource == Resource.INDEX
            ? "Index"
            : keys.isEmpty() ? "Table" : actions.stream().map(Policy::shortened).collect(joining());
    return """
            {
              "Sid": "%s",
              "Effect": "Allow",
              "Action": [%s],
              "Resource": "%s"%s
            }\
        """
        .formatted(
            sid,
            list(actions, PREFIX, "        "),
            resource == Resource.INDEX ? INDEX : "${TableArn}",
            keys.isEmpty() ? "" : CONDITION.formatted(keys));
  }

  private static String shortened(String action) {
    return action.replace("Item", "");
  }

  private static String list(Set<String> texts, String prefix, String indent) {
    return texts.stream()
        .map(text -> "\n" + indent + "\"" + prefix + text + "\"")
        .collect(joining(",", "", "\n" + indent.substring(2)));
  }
}
