/**
 * Support for web applications of any framework: the HTTP status of each refusal, and the verified
 * address in the claims of OpenID Connect.
 */
@NullMarked
package dev.orgtable.web;

import org.jspecify.annotations.NullMarked;
