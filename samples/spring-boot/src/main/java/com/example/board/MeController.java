package com.example.board;

import static java.util.Objects.requireNonNullElse;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.spring.CallerAddress;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What callers do for themselves. */
@RestController
@RequestMapping("/me")
class MeController {

  private final Orgtable orgtable;
  private final CallerAddress addresses;

  MeController(Orgtable orgtable, CallerAddress addresses) {
    this.orgtable = orgtable;
    this.addresses = addresses;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  void signUp(@RequestBody Name name, Authentication caller) {
    EmailAddress me = addresses.required(caller);
    orgtable.users().create(User.of(me, name.profile(), Instant.now()));
  }

  @GetMapping("/invitations")
  List<String> invitations(Authentication caller) {
    return orgtable
        .users()
        .invitations(addresses.required(caller), PageRequest.first(100))
        .items()
        .stream()
        .map(invitation -> invitation.organisation().value())
        .toList();
  }

  @PostMapping("/invitations/{organisation}/accept")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void accept(@PathVariable String organisation, Authentication caller) {
    orgtable.invitations().accept(addresses.required(caller), OrganisationId.of(organisation));
  }

  record Name(@Nullable String firstName, @Nullable String lastName) {
    Profile profile() {
      return new Profile(requireNonNullElse(firstName, ""), requireNonNullElse(lastName, ""), "");
    }
  }
}
