package com.example.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.spring.test.AutoConfigureOrgtable;
import dev.orgtable.spring.test.WithMember;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The rules of one controller. */
@WebMvcTest(OrganisationController.class)
@Import(SecurityConfiguration.class)
@AutoConfigureOrgtable
final class OrganisationControllerTest {

  @Autowired private MockMvcTester mvc;

  @Test
  @WithMember(organisation = "acme", groups = "staff")
  void the_staff_sees_reports() {
    assertThat(mvc.get().uri("/organisations/acme/reports")).hasStatusOk();
  }

  @Test
  @WithMember(organisation = "acme", groups = "guests")
  void guests_do_not() {
    assertThat(mvc.get().uri("/organisations/acme/reports")).hasStatus(403);
  }

  @Test
  @WithMember(organisation = "acme")
  void members_see_the_board_of_their_organisation() {
    assertThat(mvc.get().uri("/organisations/acme/board")).hasStatusOk();
    assertThat(mvc.get().uri("/organisations/other/board")).hasStatus(403);
  }
}
