package dev.orgtable.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.job.Worker;
import dev.orgtable.spring.OrgtableAuthorization;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.DispatcherServlet;

/** The slice has Orgtable on an engine in memory, and what a test imports. */
@OrgtableTest(properties = "orgtable.open-invitations=3")
@Import(Names.class)
final class OrgtableTestTest {

  private static final OrganisationId ACME = OrganisationId.of("acme");

  @Autowired private ApplicationContext context;
  @Autowired private Orgtable orgtable;
  @Autowired private OrgtableAuthorization rules;
  @Autowired private Names names;

  @Test
  void the_rest_of_the_application_is_left_out() {
    assertThat(context.getBeanProvider(Reports.class).stream()).isEmpty();
    assertThat(context.getBeanProvider(DispatcherServlet.class).stream()).isEmpty();
    assertThat(context.getBeanProvider(Worker.class).stream()).isEmpty();
    assertThat(orgtable.context().limits().openInvitations()).isEqualTo(3);
  }

  @RepeatedTest(2)
  void the_table_is_empty_before_each_test() {
    assertThat(orgtable.items().isEmpty()).isTrue();

    orgtable
        .users()
        .create(
            User.of(EmailAddress.of("ann@example.com"), new Profile("Ann", "", ""), Instant.EPOCH));
  }

  @Test
  @WithMember(
      email = "bob@example.com",
      organisation = "acme",
      groups = {"staff", "billing/readers"})
  void a_member_is_in_the_table_and_is_the_caller() {
    Group readers = Group.of(ServiceId.of("billing"), "readers");

    assertThat(names.of(ACME)).isEqualTo("acme");
    assertThat(
            orgtable
                .memberships()
                .check(Check.inGroup(EmailAddress.of("bob@example.com"), ACME, readers))
                .allowed())
        .isTrue();
    assertThat(rules.inGroup("acme", "staff")).isTrue();
    assertThat(rules.inGroup("acme", "billing", "readers")).isTrue();
    assertThat(rules.inGroup("acme", "owner")).isFalse();
  }

  @Test
  @WithMember(groups = "owner")
  void an_owner_has_no_other_beside() {
    assertThat(rules.inGroup("acme", "owner")).isTrue();
    assertThat(orgtable.memberships().list(ACME, PageRequest.first(10)).items()).hasSize(1);
  }

  @Test
  void without_a_member_nobody_calls() {
    assertThat(rules.isMember("acme")).isFalse();
  }
}
