package dev.orgtable.server.security;

import org.junit.jupiter.api.Tag;

/** Sessions of the console, begun with a provider that nobody here wrote. */
@Tag("slow")
final class SessionsWithOidcProviderTest extends SessionsTest {}
