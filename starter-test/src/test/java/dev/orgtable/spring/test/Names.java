package dev.orgtable.spring.test;

import dev.orgtable.OrganisationId;
import dev.orgtable.store.Orgtable;
import org.springframework.stereotype.Component;

/** A component that uses the stores. */
@Component
final class Names {

  private final Orgtable orgtable;

  Names(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  String of(OrganisationId organisation) {
    return orgtable.organisations().get(organisation).name();
  }
}
