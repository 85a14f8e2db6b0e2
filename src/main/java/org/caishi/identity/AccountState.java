/** Whether an account may sign in. */
package org.caishi.identity;

enum AccountState {
    ACTIVE,
    LOCKED
}
