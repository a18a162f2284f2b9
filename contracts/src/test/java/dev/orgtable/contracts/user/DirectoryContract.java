package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of the directory: users by address, organisations by name. */
final class DirectoryContract extends TableContract {

  private static final PageRequest FIRST = PageRequest.first(100);

  @Test
  void all_users_are_listed_in_order_of_their_addresses() {
    User bob = user(BOB);
    User ann = user(ANN);
    organisation(ACME, ANN);
    orgtable().invitations().invite(CAT, ACME, Set.of());

    List<User> found = orgtable().users().search("", FIRST).items();

    assertThat(found).containsExactly(ann, bob);
  }

  @Test
  void users_are_found_by_the_beginning_of_the_address_in_any_case() {
    user(ANN);
    user(BOB);
    user(EmailAddress.of("anna@example.com"));

    assertThat(users("AnN")).containsExactly("ann@example.com", "anna@example.com");
    assertThat(users("ann@")).containsExactly("ann@example.com");
    assertThat(users("ann@example.com")).containsExactly("ann@example.com");
    assertThat(users("nn")).isEmpty();
    assertThat(users("archer")).isEmpty();
  }

  @Test
  void organisations_are_found_by_the_beginning_of_the_name_in_order_of_names() {
    name("3", "Acme Ltd");
    name("1", "ACME Gmbh");
    name("2", "Beta");
    name("4", "ＡＣＭＥ Inc");
    name("5", "Ëcole");
    name("6", "ΣΑΣΑ");

    assertThat(organisations("acme")).containsExactly("ACME Gmbh", "ＡＣＭＥ Inc", "Acme Ltd");
    assertThat(organisations("Acme L")).containsExactly("Acme Ltd");
    assertThat(organisations("ëc")).containsExactly("Ëcole");
    assertThat(organisations("σας")).containsExactly("ΣΑΣΑ");
    assertThat(organisations("ΣΑΣ")).containsExactly("ΣΑΣΑ");
    assertThat(organisations("")).hasSize(6);
    assertThat(organisations("%")).isEmpty();
  }

  @Test
  void organisations_of_one_name_are_all_found() {
    name("1", "Acme");
    name("2", "Acme");

    List<Organisation> found = orgtable().organisations().search("Acme", FIRST).items();

    assertThat(found).extracting(Organisation::id).extracting("value").containsOnly("1", "2");
  }

  @Test
  void a_renamed_organisation_is_found_by_its_new_name_only() {
    name("1", "Acme");

    orgtable().organisations().rename(OrganisationId.of("1"), "Beta");

    assertThat(organisations("acme")).isEmpty();
    assertThat(organisations("beta")).containsExactly("Beta");
  }

  @Test
  void a_deleted_user_is_not_found() {
    name("1", "Acme");
    orgtable().organisations().delete(OrganisationId.of("1"));

    orgtable().users().delete(ANN);

    assertThat(organisations("")).isEmpty();
    assertThat(users("")).isEmpty();
  }

  @Test
  void a_written_profile_shows() {
    user(ANN);

    User user = orgtable().users().put(User.of(ANN, new Profile("New", "", ""), CREATED)).value();

    assertThat(orgtable().users().search("ann", FIRST).items()).containsExactly(user);
  }

  @Test
  void the_longest_names_are_found() {
    String longest = "\ufdfa".repeat(200);
    name("1", longest);

    assertThat(organisations(longest)).containsExactly(longest);
    assertThat(organisations("a".repeat(5000))).isEmpty();
    assertThat(users("a".repeat(5000))).isEmpty();
  }

  @Test
  void users_of_international_domains_are_found_in_their_own_letters_and_in_ascii() {
    user(EmailAddress.of("max@b\u00fccher.example"));
    user(EmailAddress.of("max@bach.example"));
    user(EmailAddress.of("max@bucher.example"));

    assertThat(users("max@b\u00fcch")).containsExactly("max@xn--bcher-kva.example");
    assertThat(users(" MAX@bu\u0308cher.Ex ")).containsExactly("max@xn--bcher-kva.example");
    assertThat(users("max@xn--b")).containsExactly("max@xn--bcher-kva.example");
    assertThat(users("max@bch")).isEmpty();
    assertThat(users("max@b"))
        .containsExactly("max@bach.example", "max@bucher.example", "max@xn--bcher-kva.example");
  }

  @Test
  void pages_go_on_from_one_form_of_a_domain_to_the_other() {
    List<String> all = new ArrayList<>();
    for (String label : List.of("ba", "bb", "b\u00e0", "b\u00e1", "b\u00e2")) {
      all.add(user(EmailAddress.of("max@" + label + ".example")).email().value());
    }

    for (int limit = 1; limit <= 6; limit++) {
      int size = limit;
      List<User> found = new ArrayList<>();
      Optional<Cursor> next = Optional.empty();
      do {
        Page<User> page = orgtable().users().search("max@b", new PageRequest(size, next));
        assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
        found.addAll(page.items());
        next = page.next();
      } while (next.isPresent() && found.size() < 10);

      assertThat(found)
          .extracting(user -> user.email().value())
          .containsExactlyInAnyOrderElementsOf(all)
          .isSorted();
    }
  }

  @Test
  void nobody_is_found_for_somebody_else() {
    user(EmailAddress.of("eve@fass.de"));
    user(EmailAddress.of("fi@example.com"));
    user(EmailAddress.of("max@isik.example"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> users("eve@fa\u00df.de"))
        .withMessageStartingWith("prefix must ");
    assertThat(users("\ufb01@example.com")).isEmpty();
    assertThat(users("max@\u0131sik")).isEmpty();
    assertThat(users("\ufb01")).containsExactly("fi@example.com");
  }

  @Test
  void spaces_around_what_is_searched_for_do_not_count() {
    user(ANN);
    name("1", "Acme");

    assertThat(users(" ann@ex ")).containsExactly("ann@example.com");
    assertThat(organisations("\u00a0acme \u3000")).containsExactly("Acme");
    assertThat(organisations("  ")).containsExactly("Acme");
  }

  private void name(String id, String name) {
    orgtable().users().put(User.of(ANN, profile(ANN), CREATED));
    orgtable().organisations().create(OrganisationId.of(id), name, ANN);
  }

  private List<String> users(String beginning) {
    return orgtable().users().search(beginning, FIRST).items().stream()
        .map(user -> user.email().value())
        .toList();
  }

  private List<String> organisations(String beginning) {
    return orgtable().organisations().search(beginning, FIRST).items().stream()
        .map(Organisation::name)
        .toList();
  }
}
