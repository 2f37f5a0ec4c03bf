/**
 * The audit log: who did what to what, and whether it was allowed; written so that changes show.
 *
 * <p>{@link dev.hearth.gateway.team.audit.AuditLog#record} puts an event into a bounded queue and
 * returns. One thread ({@link dev.hearth.gateway.team.audit.ChainedAuditLog}) takes what has
 * gathered and, for each batch,
 *
 * <ol>
 *   <li>commits it to the table {@code audit}, in one transaction that begins by locking the row
 *       {@code audit_head}: the numbers and the links are given in there, so that the gateways on
 *       one database make one chain;
 *   <li>appends the same entries to {@code <home>/audit/audit-<day>.jsonl} and forces them to the
 *       disk.
 * </ol>
 *
 * <p><b>The database goes first</b>, because only it can give numbers to several gateways. A
 * gateway that dies in between leaves a file that lacks entries which the table has; the next start
 * finds them by the gateway's own numbers and appends them ({@code gateway_number}; a torn last
 * line is cut off before). A disk that refuses the file is made good for in the same way, as soon
 * as it takes entries again; meanwhile the table goes on. The other way round, a file with entries
 * that the table does not have, means that the table was restored, replaced or robbed of them: the
 * gateway says so, takes a new identity and begins its own chain anew with an {@code audit.gap}
 * entry.
 *
 * <p><b>Without the database</b> events are kept in the queue and, so that they survive this
 * process, in {@code <home>/audit/pending.jsonl}. They are stored, in order and once, when the
 * database is back, or by the next start. The commit of which the answer was lost is recognised by
 * the gateway's own numbers.
 *
 * <p><b>When the queue is full</b> {@code record} throws {@link
 * dev.hearth.gateway.error.Unavailable}: what cannot be recorded must not be done, so the caller
 * records first and lets the exception refuse the request (503). How many were refused is recorded
 * as {@code audit.gap} once there is room. An event loop is never blocked, and nothing is lost
 * silently. What was recorded but is neither committed nor pending on disk is lost when the process
 * is killed: some milliseconds' worth, or some seconds' while the database does not answer.
 *
 * <p><b>Retention.</b> The oldest entries are removed from the table in the transaction that adds
 * an {@code audit.expire} entry, which names the last one removed, and its hash; {@code audit_head}
 * repeats that. Verification begins there and compares the two, so nobody can pass off a removal as
 * retention without forging an entry.
 *
 * <p><b>What is found, and what not.</b> Any change, removal, insertion or swap within the chain is
 * found. Without {@code hearth.audit.key}, who can write both the table and the files can compute a
 * new chain from the changed entry on; with it, only who has the key. That the newest entries were
 * cut off the table is found by comparing with the gateway's own file ({@link
 * dev.hearth.gateway.team.audit.AuditTrail#verify}, and each start does), not by the key; that they
 * were cut off the table and the file alike is found by nothing on this machine.
 *
 * <p>Reads go to the table: {@link dev.hearth.gateway.team.audit.AuditTrail}.
 */
package dev.hearth.gateway.team.audit;
