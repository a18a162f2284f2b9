/** The HTTP server, a Spring Boot application with a package for each feature. */
@NullMarked
package dev.orgtable.server;

import org.jspecify.annotations.NullMarked;
