package dev.hearth.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aPortThatSomebodyListensAtIsNotFree() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
      assertThat(PortHolder.of(socket.getLocalPort()))
          .contains("java (process " + ProcessHandle.current().pid() + ")");
    }
  }

  @Test
  void listenersAreFoundInLinuxTable() {
    String table =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0
           1: 0100007F:22B8 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0
           2: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0
        """;
    assertThat(PortHolder.listening(table, 8888)).containsExactly("socket:[4711]");
    assertThat(PortHolder.listening(table, 9999)).isEmpty();
  }
}
