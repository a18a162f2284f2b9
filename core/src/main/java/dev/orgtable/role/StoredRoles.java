package dev.orgtable.role;

/**
 * The roles as stored.
 *
 * @param roles the roles
 * @param revision starts at a random number and is incremented by each change; see {@link
 *     dev.orgtable.Expected#revision}
 */
public record StoredRoles(Roles roles, long revision) {}
