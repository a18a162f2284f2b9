package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.server.Http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists are paginated. */
@Tag("slow")
final class PagesApiTest extends ApiTest {

  private static final int MEMBERS = 24;

  @BeforeEach
  void acme_has_25_members() {
    var id = annOwnsAcme();
    Map<EmailAddress, Set<Group>> members = new HashMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      EmailAddress member = EmailAddress.of("m%02d.%s".formatted(i, ann));
      store().users().create(User.of(member, new Profile("M", "", ""), Instant.EPOCH));
      members.put(member, Set.of());
    }
    store().memberships().addMembers(id, members);
  }

  @Test
  void a_list_is_walked_to_its_end() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Reply page = backEnd().get(path("/members?limit=10" + cursor));
      page.json().get("data").forEach(member -> seen.add(member.get("email").asString()));
      JsonNode next = page.json().get("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asString();
      pages++;
    } while (!cursor.isEmpty());

    assertThat(pages).isEqualTo(3);
    assertThat(seen)
        .hasSize(MEMBERS + 1)
        .doesNotHaveDuplicates()
        .contains(ann)
        .containsAll(
            IntStream.range(0, MEMBERS).mapToObj(i -> "m%02d.%s".formatted(i, ann)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%D9%A3", "0", "-1", "201", "abc", "1.5", "", "99999999999"})
  void a_limit_is_1_to_200(String limit) {
    Reply refused = backEnd().get(path("/members?limit=" + limit));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("limit");
  }

  @Test
  void a_cursor_goes_with_its_list() {
    String cursor = backEnd().get(path("/members?limit=1")).text("next");
    server().organisation("other-" + acme, EmailAddress.of(ann));

    List<Integer> refused =
        List.of(
            backEnd().get(path("/services?cursor=" + cursor)).status(),
            backEnd().get(path("/members?group=owner&cursor=" + cursor)).status(),
            backEnd().get("/v1/organisations/other-" + acme + "/members?cursor=" + cursor).status(),
            backEnd().get("/v1/users?cursor=" + cursor).status(),
            backEnd().get(path("/members?cursor=" + cursor + "x")).status(),
            backEnd().get(path("/members?cursor=")).status(),
            backEnd().get(path("/members?cursor=%00")).status(),
            backEnd().get(path("/members?cursor=" + "A".repeat(2000))).status());

    assertThat(refused).containsOnly(400);
  }
}
