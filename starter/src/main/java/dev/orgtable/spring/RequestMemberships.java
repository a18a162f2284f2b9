package dev.orgtable.spring;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.store.Orgtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The memberships that the current web request has asked for. Each is read once: one check returns
 * all groups of a member. Failures are not kept, and without a current request nothing is.
 */
final class RequestMemberships {

  private static final String ATTRIBUTE = RequestMemberships.class.getName();

  private final Orgtable orgtable;

  RequestMemberships(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  CheckResult of(EmailAddress user, OrganisationId organisation) {
    return of(user, organisation, RequestContextHolder.getRequestAttributes());
  }

  CheckResult of(
      EmailAddress user, OrganisationId organisation, @Nullable RequestAttributes request) {
    Check question = Check.member(user, organisation);
    Map<Check, CheckResult> known = request == null ? null : known(request);
    CheckResult before = known == null ? null : known.get(question);
    if (before != null) {
      return before;
    }
    CheckResult read = orgtable.memberships().check(question);
    if (known != null) {
      known.put(question, read);
    }
    return read;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Map<Check, CheckResult> known(RequestAttributes request) {
    try {
      Object known = request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
      if (known == null) {
        known = new ConcurrentHashMap<Check, CheckResult>();
        request.setAttribute(ATTRIBUTE, known, RequestAttributes.SCOPE_REQUEST);
      }
      return (Map<Check, CheckResult>) known;
    } catch (IllegalStateException completed) {
      // Another thread goes on after the request; its attributes are no longer there.
      return null;
    }
  }
}
