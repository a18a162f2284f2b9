package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches of AuthZEN beyond its certification scenario: pages, suspension, and persons. */
final class AuthZenSearchesTest extends AuthZenTest {

  @Test
  void a_suspended_member_has_no_access_and_appears_in_no_search() {
    String staff = "{BOB,IS in:staff IS,ACME}";
    assertThat(found(post(SUBJECTS, "{USER,IS in:staff IS,ACME}"), "id")).containsExactly(bob);

    store().memberships().suspend(EmailAddress.of(bob), OrganisationId.of(acme));

    assertThat(post("/access/v1/evaluation", staff).json().path("decision").asBoolean()).isFalse();
    assertThat(found(post(SUBJECTS, "{USER,IS in:staff IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(SUBJECTS, "{USER,IS member IS,ACME}"), "id")).containsExactly(ann);
    assertThat(found(post(RESOURCES, "{BOB,IS member IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(RESOURCES, "{BOB,IS in:readers IS,CRM}"), "id")).isEmpty();
    assertThat(found(post(ACTIONS, "{BOB,ACME}"), "name")).isEmpty();
  }

  @Test
  void members_of_a_suspended_organisation_have_no_access_and_appear_in_no_search() {
    String staff = "{BOB,IS in:staff IS,ACME}";

    store().organisations().suspend(OrganisationId.of(acme));

    assertThat(post("/access/v1/evaluation", staff).json().path("decision").asBoolean()).isFalse();
    assertThat(found(post(SUBJECTS, "{USER,IS in:staff IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(SUBJECTS, "{USER,IS member IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(RESOURCES, "{BOB,IS member IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(RESOURCES, "{BOB,IS in:readers IS,CRM}"), "id")).isEmpty();
    assertThat(found(post(ACTIONS, "{BOB,ACME}"), "name")).isEmpty();
  }

  @Test
  void services_are_found_by_a_group_a_page_at_a_time() {
    String search = "{BOB,IS in:readers IS,'resource':{'type':'service'}";
    Reply all = post(RESOURCES, search + "}");

    Reply one = post(RESOURCES, search + ",'page':{'limit':1}}");
    Reply two = post(RESOURCES, search + ",'page':{'token':'" + next(one) + "'}}");
    Reply again = post(RESOURCES, search + ",'page':{'limit':1,'token':'" + next(one) + "'}}");

    assertThat(found(all, "id")).containsExactly(acme + "/crm", acme + "/erp");
    assertThat(next(all)).isEmpty();
    assertThat(found(one, "id")).containsExactly(acme + "/crm");
    assertThat(found(two, "id")).containsExactly(acme + "/erp");
    assertThat(pages(RESOURCES, search, "id")).isEqualTo(found(all, "id"));
    assertThat(again.json()).isEqualTo(two.json());
    assertThat(found(post(RESOURCES, "{BOB,IS member IS,CRM}"), "id")).isEmpty();
  }

  @Test
  void every_search_can_be_read_to_its_end_one_by_one() {
    server().organisation("other-" + acme, EmailAddress.of(bob));

    assertThat(pages(SUBJECTS, "{USER,IS member IS,ACME", "id"))
        .containsExactlyInAnyOrder(ann, bob);
    assertThat(pages(SUBJECTS, "{USER,IS in:readers IS,CRM", "id")).containsExactly(bob);
    assertThat(pages(RESOURCES, "{BOB,IS member IS,ACME", "id"))
        .containsExactlyInAnyOrder(acme, "other-" + acme);
    assertThat(pages(RESOURCES, "{BOB,IS in:staff IS,ACME", "id")).containsExactly(acme);
    assertThat(pages(ACTIONS, "{BOB,ACME", "name")).containsExactly("member", "in:staff");
    assertThat(pages(ACTIONS, "{BOB,CRM", "name")).containsExactly("in:readers");
  }

  private List<String> pages(String path, String search, String field) {
    List<String> all = new ArrayList<>();
    String page = "'limit':1";
    for (int i = 0; i < 10; i++) {
      Reply reply = post(path, search + ",'page':{" + page + "}}");
      assertThat(found(reply, field)).hasSizeLessThanOrEqualTo(1);
      all.addAll(found(reply, field));
      if (next(reply).isEmpty()) {
        return all;
      }
      page = "'token':'" + next(reply) + "'";
    }
    throw new AssertionError("no end: " + all);
  }

  @Test
  void a_limit_is_a_maximum_and_may_be_none_or_more_than_there_is() {
    String search = "{USER,IS member IS,ACME,'page':{'limit':";

    Reply none = post(SUBJECTS, search + "0}}");

    assertThat(found(none, "id")).isEmpty();
    assertThat(next(none)).isNotEmpty();
    assertThat(found(post(SUBJECTS, search + "100000}}"), "id")).hasSize(2);
    for (String wrong : List.of("-1", "1.5", "'1'", "true", "99999999999999999999")) {
      Reply refused = post(SUBJECTS, search + wrong + "}}");
      assertThat(refused.status()).as("%s %s", wrong, refused).isEqualTo(400);
    }
  }

  @Test
  void a_token_is_for_its_own_search_whatever_the_order_of_its_members() {
    String page = ",'page':{'limit':1";
    String context = ",'context':{'a':1,'b':{'c':2,'d':3}}";
    String token = next(post(SUBJECTS, "{USER,IS member IS,ACME" + context + page + "}}"));
    String on = ",'page':{'token':'" + token + "'}}";
    String turned = ",'context':{'b':{'d':3,'c':2},'a':1}";

    assertThat(post(SUBJECTS, "{ACME,IS member IS,BOB" + turned + on).status()).isEqualTo(200);
    for (String other :
        List.of(
            "{USER,IS in:staff IS,ACME" + context + on,
            "{USER,IS member IS,CRM" + context + on,
            "{USER,IS member IS,ACME" + on,
            "{USER,IS member IS,ACME,'context':{'a':2,'b':{'c':2,'d':3}}" + on)) {
      Reply refused = post(SUBJECTS, other);
      assertThat(refused.status()).as("%s", refused).isEqualTo(400);
      assertThat(refused.json().at("/errors/0/message").asString())
          .isEqualTo("page.token belongs to another search");
    }
    Reply limit =
        post(
            SUBJECTS,
            "{USER,IS member IS,ACME" + context + ",'page':{'limit':2,'token':'" + token + "'}}");
    assertThat(limit.status()).isEqualTo(400);
    assertThat(limit.json().at("/errors/0/field").asString()).isEqualTo("page.limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.0.x.", "999.0.00000000000000000000000000000000.", "altered"})
  void an_invalid_page_token_is_refused(String given) {
    String search = "{USER,IS member IS,ACME,'page':{";
    String good = next(post(SUBJECTS, search + "'limit':1}}"));
    String token = given.equals("altered") ? good + "x" : given;

    Reply refused = post(SUBJECTS, search + "'token':'" + token + "'}}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("page.token");
  }

  @Test
  void a_person_finds_what_the_lists_show_and_nothing_of_others() {
    Http member = server().person(EmailAddress.of(bob));
    Http stranger = server().person(server().user("eve." + ann));
    String ofAnn = "{'subject':{'type':'user','id':'" + ann + "'},";

    assertThat(found(post(member, SUBJECTS, "{USER,IS member IS,ACME}"), "id")).hasSize(2);
    assertThat(found(post(member, RESOURCES, "{BOB,IS member IS,ACME}"), "id"))
        .containsExactly(acme);
    assertThat(found(post(member, RESOURCES, ofAnn + "IS member IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(member, ACTIONS, ofAnn + "ACME}"), "name"))
        .containsExactly("member", "in:owner");
    assertThat(found(post(stranger, SUBJECTS, "{USER,IS member IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(stranger, RESOURCES, "{BOB,IS member IS,ACME}"), "id")).isEmpty();
    assertThat(found(post(stranger, ACTIONS, "{BOB,ACME}"), "name")).isEmpty();
    assertThat(post(stranger, "/access/v1/evaluation", "{BOB,IS member IS,ACME}").toString())
        .isEqualTo("200 {\"decision\":false}");
  }
}
