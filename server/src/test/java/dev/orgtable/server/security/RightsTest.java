package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http;
import dev.orgtable.server.caller.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Access rules of the API: every kind of caller requests every operation. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Scene scene = new Scene();

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void every_operation_of_the_description_has_its_row() {
    JsonNode paths = scene.server().anybody().get("/v1/openapi.json").json().path("paths");

    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      path.getValue().propertyNames().stream()
          .filter(METHODS::contains)
          .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    assertThat(described).isNotEmpty().isEqualTo(rows());
    assertThat(new TreeSet<>(Rights.table().keySet())).isEqualTo(described);
  }

  private static Set<String> rows() {
    return Expected.rows().stream()
        .map(Expected::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_back_end_may_do_what_its_scopes_say() {
    List<Map.Entry<String, Http>> keys = List.copyOf(scene.backEnds().entrySet());
    Trials trials = new Trials(scene);

    for (Expected row : Expected.rows()) {
      for (int i = 0; i < keys.size(); i++) {
        Map.Entry<String, Http> key = keys.get(i);
        trials.attempt(key.getKey(), key.getValue(), Scene.INVITEE, row, row.answers().charAt(i));
      }
    }

    assertThat(trials.wrong()).isEmpty();
  }

  @Test
  void a_person_may_do_what_the_table_says_of_it() {
    List<Map.Entry<String, EmailAddress>> persons = new ArrayList<>(scene.persons().entrySet());
    int first = scene.backEnds().size();
    Trials trials = new Trials(scene);

    for (Expected row : Expected.rows()) {
      for (int i = 0; i < persons.size(); i++) {
        EmailAddress self = persons.get(i).getValue();
        Http person = scene.server().person(self);
        char answer = row.answers().charAt(first + i);
        trials.attempt(persons.get(i).getKey(), person, self, row, answer);
      }
    }

    assertThat(trials.wrong()).isEmpty();
  }

  @Test
  void nothing_of_a_body_is_read_before_the_rights_are() {
    List<Expected> rows = Expected.rows().stream().filter(row -> !row.body().isEmpty()).toList();
    int ofStranger =
        scene.backEnds().size() + List.copyOf(scene.persons().values()).indexOf(Scene.STRANGER);
    Trials trials = new Trials(scene);

    for (Expected row : rows) {
      if (row.pattern().contains("{organisation}")) {
        Expected broken = new Expected(row.method(), row.pattern(), row.whom(), "", "{\"x\":");
        Http stranger = scene.server().person(Scene.STRANGER);
        trials.attempt(
            "stranger", stranger, Scene.STRANGER, broken, row.answers().charAt(ofStranger));
      }
    }

    assertThat(trials.wrong()).isEmpty();
  }

  @Test
  void head_is_answered_as_get_is() {
    Trials trials = new Trials(scene);

    for (Expected row : Expected.rows()) {
      if (row.method().equals("GET")) {
        scene.persons().forEach((name, self) -> trials.head(name, self, row));
      }
    }

    assertThat(trials.wrong()).isEmpty();
  }
}
