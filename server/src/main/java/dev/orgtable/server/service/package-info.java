/** The services of organisations over HTTP. */
@NullMarked
package dev.orgtable.server.service;

import org.jspecify.annotations.NullMarked;
