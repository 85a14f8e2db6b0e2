/** The server side of the payment channels, so that the whole product can be tried with no contract with anyone; reaches the product only through its public HTTP faces. */
@NullMarked
package org.caishi.simulator;

import org.jspecify.annotations.NullMarked;
