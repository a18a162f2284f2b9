package dev.orgtable.spring.test;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.ServiceAlreadyExists;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** Adds the member of {@link WithMember} to the table, and makes the caller's authentication. */
final class WithMemberSecurityContextFactory implements WithSecurityContextFactory<WithMember> {

  private static final EmailAddress OWNER = EmailAddress.of("owner@example.com");

  /** The bean of {@code OrgtableAutoConfiguration}, which is on the engine in memory. */
  private static final String TABLE_OF_THE_STARTER = "orgtableStores";

  private final Orgtable orgtable;

  WithMemberSecurityContextFactory(Orgtable orgtable, ListableBeanFactory beans) {
    if (!beans.containsBean(TestEngineAutoConfiguration.ENGINE)
        || !beans.containsBean(TABLE_OF_THE_STARTER)) {
      throw new IllegalStateException(
          "@WithMember writes to the table: use it with @OrgtableTest or @AutoConfigureOrgtable,"
              + " and without an Orgtable bean of the application");
    }
    this.orgtable = orgtable;
  }

  @Override
  public SecurityContext createSecurityContext(WithMember member) {
    EmailAddress user = EmailAddress.of(member.email());
    join(
        user,
        OrganisationId.of(member.organisation()),
        Arrays.stream(member.groups())
            .map(WithMemberSecurityContextFactory::group)
            .collect(Collectors.toUnmodifiableSet()));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(Callers.authentication(user, member.authorities()));
    return context;
  }

  private static Group group(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Group.of(text)
        : Group.of(ServiceId.of(text.substring(0, slash)), text.substring(slash + 1));
  }

  private void join(EmailAddress user, OrganisationId organisation, Set<Group> groups) {
    if (user.equals(OWNER) && !groups.contains(Group.OWNER)) {
      throw new IllegalArgumentException(
          "@WithMember: " + OWNER + " is the owner of organisations whose caller is none");
    }
    create(user);
    EmailAddress owner = groups.contains(Group.OWNER) ? user : OWNER;
    create(owner);
    create(organisation, owner);
    for (Group group : groups) {
      if (group instanceof Group.OfService of) {
        create(new Service(organisation, of.service(), of.service().value(), 0));
      }
    }
    try {
      orgtable.memberships().addMember(user, organisation, groups);
    } catch (AlreadyMember e) {
      orgtable.memberships().addToGroups(user, organisation, groups);
    }
  }

  private void create(EmailAddress user) {
    String name = user.value().substring(0, user.value().indexOf('@'));
    try {
      orgtable
          .users()
          .create(User.of(user, new Profile(name, "", ""), Clock.systemUTC().instant()));
    } catch (UserAlreadyExists e) {
      return;
    }
  }

  private void create(OrganisationId organisation, EmailAddress owner) {
    try {
      orgtable.organisations().create(organisation, organisation.value(), owner);
    } catch (OrganisationAlreadyExists e) {
      return;
    }
  }

  private void create(Service service) {
    try {
      orgtable.services().create(service);
    } catch (ServiceAlreadyExists e) {
      return;
    }
  }
}
