/**
 * The link: the one WebSocket that a session driver opens to its gateway, over which all kernels of
 * the session speak. Both sides number what they send per kernel, and keep it until the other side
 * has said that it is safe; after a broken connection each resumes where the other stood.
 *
 * <p>The driver dials {@code GET /api/hearth/link/{sessionId}} with {@code Authorization: Bearer
 * <link token>} and sends {@link dev.hearth.protocol.link.Hello}; the gateway answers {@link
 * dev.hearth.protocol.link.Welcome} with the kernels that shall exist. From then on:
 *
 * <ul>
 *   <li>driver to gateway: {@link dev.hearth.protocol.link.LinkFrame.Output} (numbered by the
 *       driver per kernel), {@link dev.hearth.protocol.link.LinkFrame.State}, {@link
 *       dev.hearth.protocol.link.LinkFrame.Call} (sent again on the next connection until it is
 *       answered);
 *   <li>gateway to driver: {@link dev.hearth.protocol.link.LinkFrame.Request} (numbered by the
 *       gateway per kernel), {@link dev.hearth.protocol.link.LinkFrame.Ack} (outputs up to that
 *       number are in the journal), {@link dev.hearth.protocol.link.LinkFrame.Open}, {@link
 *       dev.hearth.protocol.link.LinkFrame.Close}, {@link dev.hearth.protocol.link.LinkFrame.Stop},
 *       {@link dev.hearth.protocol.link.LinkFrame.Answer}.
 * </ul>
 */
package dev.hearth.protocol.link;
