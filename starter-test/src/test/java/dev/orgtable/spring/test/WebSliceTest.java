package dev.orgtable.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A slice of another kind with Orgtable. */
@WebMvcTest(Reports.class)
@AutoConfigureOrgtable
final class WebSliceTest {

  @Autowired private MockMvcTester mvc;

  @Test
  @WithMember(groups = "staff")
  void a_member_of_the_group_sees_the_page() {
    assertThat(mvc.get().uri("/acme/reports")).hasStatusOk();
  }
}
