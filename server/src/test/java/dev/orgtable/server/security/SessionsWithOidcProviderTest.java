package dev.orgtable.server.security;

/** Sessions of the console, begun with a provider that nobody here wrote. */
final class SessionsWithOidcProviderTest extends SessionsTest {}
