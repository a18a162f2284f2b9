package dev.orgtable.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.job.Worker;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A whole application on the engine in memory, with the members that its tests name. */
@SpringBootTest(properties = "orgtable.region=nowhere-1")
@AutoConfigureMockMvc
@AutoConfigureOrgtable
final class WholeApplicationTest {

  @Autowired private MockMvcTester mvc;
  @Autowired private ApplicationContext context;

  @Test
  @WithMember(groups = "staff")
  void a_member_of_the_group_sees_the_page() {
    assertThat(mvc.get().uri("/acme/reports")).hasStatusOk().hasBodyTextEqualTo("reports of acme");
  }

  @Test
  @WithMember(groups = "guests")
  void a_member_of_another_group_does_not() {
    assertThat(mvc.get().uri("/acme/reports")).hasStatus(403);
  }

  @Test
  @WithMember(organisation = "other", groups = "staff")
  void a_member_of_another_organisation_does_not() {
    assertThat(mvc.get().uri("/acme/reports")).hasStatus(403);
  }

  @Test
  void the_worker_runs_only_where_a_test_asks_for_it() {
    assertThat(context.getBeanProvider(Worker.class).stream()).isEmpty();
  }
}
