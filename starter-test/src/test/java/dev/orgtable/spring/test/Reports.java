package dev.orgtable.spring.test;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A guarded page. */
@RestController
class Reports {

  @PreAuthorize("@orgtable.inGroup(#organisation, 'staff')")
  @GetMapping("/{organisation}/reports")
  String reports(@PathVariable String organisation) {
    return "reports of " + organisation;
  }
}
