package dev.orgtable.cli.file;

import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.RoleStore;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A role document: a file in YAML, or in JSON, which is read as YAML. Every fault is reported with
 * its line.
 */
public final class RolesFile {

  /** Far more than a document with comments can need. */
  private static final long MOST_BYTES = 1 << 20;

  private static final Set<String> LEVELS = Set.of(Roles.ORGANISATION, Roles.SERVICE);
  private static final Set<String> FIELDS =
      Set.of("label", "description", "permissions", "includes");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private final Path file;

  /** The lines of what a field of an exception names, from 1. */
  private final Map<String, Integer> lines = new HashMap<>();

  private RolesFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it is not valid; the message has the line and the reason
   */
  public static Roles read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a directory");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + " is larger than " + MOST_BYTES + " bytes");
    }
    try {
      return new RolesFile(file).parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not valid UTF-8", e);
    }
  }

  /** Returns a document in YAML that {@link #read} accepts. */
  public static String write(Roles roles) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setAllowUnicode(true);
    options.setSplitLines(false);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(Roles.ORGANISATION, level(roles.organisation()));
    document.put(Roles.SERVICE, level(roles.service()));
    return new Yaml(options).dump(document);
  }

  private static Map<String, Object> level(List<Role> roles) {
    Map<String, Object> level = new LinkedHashMap<>();
    for (Role role : roles) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("label", role.label());
      if (!role.description().isEmpty()) {
        fields.put("description", role.description());
      }
      if (!role.includes().isEmpty()) {
        fields.put("includes", role.includes().stream().map(GroupName::value).toList());
      }
      if (!role.permissions().isEmpty()) {
        fields.put("permissions", role.permissions().stream().map(Permission::value).toList());
      }
      level.put(role.name().value(), fields);
    }
    return level;
  }

  private Roles parse(String text) {
    try {
      return RoleStore.checkNew(roles(compose(text)));
    } catch (InvalidInput e) {
      throw refused(lineOf(e.field()), String.valueOf(e.getMessage()));
    } catch (MarkedYAMLException e) {
      throw refused(line(e.getProblemMark()), e.getProblem());
    } catch (YAMLException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Refuses an alias of anything but a text, which can make a small document large. */
  private void refuseAliases(Yaml yaml, String text) {
    Set<String> texts = new HashSet<>();
    for (Event event : yaml.parse(new StringReader(text))) {
      if (event instanceof ScalarEvent scalar && scalar.getAnchor() != null) {
        texts.add(scalar.getAnchor());
      } else if (event instanceof AliasEvent alias && !texts.contains(alias.getAnchor())) {
        throw refused(line(alias.getStartMark()), "*" + alias.getAnchor() + ": write it out");
      }
    }
  }

  private Node compose(String given) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    Yaml yaml = new Yaml(new SafeConstructor(options));
    String text = given.stripLeading().startsWith("{") ? yaml(given) : given;
    refuseAliases(yaml, text);
    Node node = yaml.compose(new StringReader(text));
    return Optional.ofNullable(node).orElseThrow(() -> new InvalidInput("it", "is empty"));
  }

  /**
   * Returns JSON without what YAML does not take: tabs, of which a string has none, and slashes
   * after a backslash.
   */
  private static String yaml(String json) {
    return ESCAPED
        .matcher(json.replace('\t', ' '))
        .replaceAll(
            escaped ->
                escaped.group(1).equals("/") ? "/" : Matcher.quoteReplacement(escaped.group()));
  }

  private Roles roles(Node document) {
    Map<String, Node> levels = fields(document, "", "it", LEVELS::contains);
    return Roles.of(level(levels, Roles.ORGANISATION), level(levels, Roles.SERVICE));
  }

  private List<Role> level(Map<String, Node> levels, String level) {
    List<Role> roles = new ArrayList<>();
    Node node = levels.get(level);
    if (node != null) {
      fields(node, level + ".", level, name -> true)
          .forEach((name, fields) -> roles.add(role(level + "." + name, name, fields)));
    }
    return roles;
  }

  private Role role(String place, String name, Node node) {
    Map<String, Node> fields =
        isNull(node) ? Map.of() : fields(node, place + ".", place, FIELDS::contains);
    try {
      Role role =
          new Role(
              at(place, name, GroupName::of),
              text(fields, place, "label"),
              text(fields, place, "description"),
              list(fields, place, "permissions", Permission::of),
              list(fields, place, "includes", GroupName::of));
      boolean lists = fields.containsKey("permissions") || fields.containsKey("includes");
      return lists ? RoleStore.checkListed(place, role) : role;
    } catch (InvalidInput e) {
      throw e.field().startsWith(place) ? e : e.as(place + "." + e.field());
    }
  }

  private static String text(Map<String, Node> fields, String place, String field) {
    Node node = fields.get(field);
    return node == null || isNull(node) ? "" : text(node, place + "." + field);
  }

  private <T> List<T> list(
      Map<String, Node> fields, String place, String field, Function<String, T> element) {
    Node node = fields.get(field);
    if (node == null || isNull(node)) {
      return List.of();
    }
    String list = place + "." + field;
    if (!(node instanceof SequenceNode sequence)) {
      throw new InvalidInput(list, "must be a list");
    }
    List<T> elements = new ArrayList<>();
    for (Node each : sequence.getValue()) {
      String at = list + "." + elements.size();
      lines.put(at, line(each.getStartMark()));
      elements.add(at(at, text(each, at), element));
    }
    return elements;
  }

  private static <T> T at(String place, String text, Function<String, T> value) {
    try {
      return value.apply(text);
    } catch (InvalidInput e) {
      throw e.as(place);
    }
  }

  /** Returns the fields of a mapping in their order, and notes their lines. */
  private Map<String, Node> fields(
      Node node, String prefix, String place, Predicate<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      lines.putIfAbsent(place, line(node.getStartMark()));
      throw new InvalidInput(place, "must be a mapping");
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    for (NodeTuple each : mapping.getValue()) {
      lines.put("the key", line(each.getKeyNode().getStartMark()));
      String key = text(each.getKeyNode(), "the key");
      lines.put(prefix + key, line(each.getKeyNode().getStartMark()));
      if (!known.test(key)) {
        throw new InvalidInput(prefix + key, "is not a known field");
      }
      if (fields.put(key, each.getValueNode()) != null) {
        throw new InvalidInput(prefix + key, "occurs twice");
      }
    }
    return fields;
  }

  private static String text(Node node, String place) {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return scalar.getValue();
    }
    throw new InvalidInput(place, node instanceof AnchorNode ? "is an alias" : "must be a text");
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private int lineOf(String field) {
    String place = field;
    while (!lines.containsKey(place) && place.contains(".")) {
      place = place.substring(0, place.lastIndexOf('.'));
    }
    return lines.getOrDefault(place, 1);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private IllegalArgumentException refused(int line, String why) {
    return new IllegalArgumentException(file + ", line " + line + ": " + why);
  }
}
