package com.example.board;

import static java.util.Objects.requireNonNullElse;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.spring.CallerAddress;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Organisations, their invitations and their pages. */
@RestController
@RequestMapping("/organisations")
class OrganisationController {

  private final Orgtable orgtable;
  private final CallerAddress addresses;

  OrganisationController(Orgtable orgtable, CallerAddress addresses) {
    this.orgtable = orgtable;
    this.addresses = addresses;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Created create(@RequestBody NewOrganisation asked, Authentication caller) {
    Organisation created =
        orgtable
            .organisations()
            .create(requireNonNullElse(asked.name(), ""), addresses.required(caller));
    return new Created(created.id().value());
  }

  @PreAuthorize("@orgtable.inGroup(#organisation, 'owner')")
  @PostMapping("/{organisation}/invitations")
  @ResponseStatus(HttpStatus.CREATED)
  void invite(
      @PathVariable String organisation, @RequestBody NewInvitation asked, Authentication caller) {
    Set<Group> groups =
        requireNonNullElse(asked.groups(), List.<String>of()).stream()
            .map(Group::of)
            .collect(Collectors.toSet());
    orgtable
        .by(addresses.required(caller))
        .invitations()
        .invite(
            EmailAddress.of(requireNonNullElse(asked.email(), "")),
            OrganisationId.of(organisation),
            groups);
  }

  /** For all members, by the rule for the path. */
  @GetMapping("/{organisation}/board")
  Board board(@PathVariable String organisation) {
    OrganisationId id = OrganisationId.of(organisation);
    List<String> members =
        orgtable.memberships().list(id, PageRequest.first(100)).items().stream()
            .filter(Member::isActive)
            .map(member -> member.profile().firstName())
            .toList();
    return new Board(orgtable.organisations().get(id).name(), members);
  }

  @PreAuthorize("@orgtable.inGroup(#organisation, 'staff')")
  @GetMapping("/{organisation}/reports")
  String reports(@PathVariable String organisation) {
    return "Reports for the staff";
  }

  record NewOrganisation(@Nullable String name) {}

  record Created(String id) {}

  record NewInvitation(@Nullable String email, @Nullable List<String> groups) {}

  record Board(String organisation, List<String> members) {}
}
