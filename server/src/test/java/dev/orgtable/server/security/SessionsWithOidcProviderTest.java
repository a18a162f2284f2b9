package dev.orgtable.server.security;

import org.junit.jupiter.api.Tag;

/** Sessions of the console, with an independent provider implementation. */
@Tag("slow")
final class SessionsWithOidcProviderTest extends SessionsTest {}
