/** The vendor's phone: collecting, the day, the statements, the prices, and who I am. Reads every table, writes none. */
@NullMarked
package org.caishi.report.phone;

import org.jspecify.annotations.NullMarked;
