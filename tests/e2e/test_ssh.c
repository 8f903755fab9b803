/* Over a real SSH line: sshd on the loopback address, with keys made for the test, and the program as its forced
   command. Skipped where no sshd is installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "safety.h"

#define SSHD "/usr/sbin/sshd"
#define PROJECT "全区科普经费"
#define GONE_WITHIN 2000 /* ms */

struct server {
    const char *dir; /* of its keys and its configuration */
    int port;
    pid_t pid;
};

static struct server server;

static int run(const char *const argv[]) {
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    return status;
}

static void make_key(const char *name) {
    const char *const argv[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", disk_path(server.dir, name), NULL};
    assert_int_equal(run(argv), 0);
}

/* A socket on the loopback address: at any free port, or connected to the one given. */
static int loopback(int port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (port == 0 ? bind(s, (struct sockaddr *)&at, sizeof at) : connect(s, (struct sockaddr *)&at, sizeof at)) {
        close(s);
        return -1;
    }
    return s;
}

static int free_port(void) {
    struct sockaddr_in at;
    socklen_t n = sizeof at;
    int s = loopback(0);
    assert_true(s >= 0 && getsockname(s, (struct sockaddr *)&at, &n) == 0);
    close(s);
    return ntohs(at.sin_port);
}

static void start_server(const char *command) {
    char text[2000], allowed[600];
    server = (struct server){.dir = term_tmpdir(), .port = free_port()};
    make_key("host");
    make_key("user");
    const char *key = disk_read(disk_path(server.dir, "user.pub"), NULL);
    snprintf(allowed, sizeof allowed, "%s", key);
    disk_put(server.dir, "allowed", allowed);
    snprintf(text, sizeof text,
             "Port %d\nListenAddress 127.0.0.1\nHostKey %s/host\nAuthorizedKeysFile %s/allowed\nPidFile none\n"
             "UsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n"
             "KbdInteractiveAuthentication no\nForceCommand %s\n",
             server.port, server.dir, server.dir, command);
    disk_put(server.dir, "config", text);
    mkdir("/run/sshd", 0755); /* where it gives up its rights, if it has any */
    const char *config = disk_path(server.dir, "config"), *log = disk_path(server.dir, "log");
    server.pid = fork();
    if (server.pid == 0) {
        execl(SSHD, SSHD, "-D", "-E", log, "-f", config, (char *)NULL);
        _exit(127);
    }
    for (int i = 0, s = -1; s < 0; i++) {
        s = loopback(server.port);
        if (s >= 0) {
            close(s);
        } else if (i > 400 || waitpid(server.pid, NULL, WNOHANG) != 0) {
            term_fail(NULL, "sshd doesn't answer:\n%s", disk_exists(log) ? disk_read(log, NULL) : "");
        } else {
            struct timespec wait = {.tv_nsec = 25000000};
            nanosleep(&wait, NULL);
        }
    }
}

static int stop_server(void **state) {
    if (server.pid > 0) {
        kill(server.pid, SIGTERM);
        waitpid(server.pid, NULL, 0);
    }
    server = (struct server){0};
    return term_cleanup(state);
}

static struct term *connect_to(void) {
    char port[16], identity[600];
    snprintf(port, sizeof port, "%d", server.port);
    snprintf(identity, sizeof identity, "%s", disk_path(server.dir, "user"));
    return term_start(NULL, "ssh", "-tt", "-p", port, "-i", identity, "-o", "IdentitiesOnly=yes", "-o",
                      "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
                      "127.0.0.1");
}

/* The program as a command of the user's shell, on a form. */
static const char *command(const char *options, const char *form) {
    char *out = test_alloc(2000);
    snprintf(out, 2000, "env LC_ALL=C.UTF-8 ASAN_OPTIONS=detect_leaks=0 %s %s %s", getenv("ZIPING"), options, form);
    return out;
}

static bool no_server(void) {
    if (access(SSHD, X_OK) == 0) {
        return false;
    }
    print_message("no sshd: not tested over SSH\n");
    return true;
}

static void wait_gone(struct term *t, const char *form) {
    long since = term_now_ms();
    while (processes_with(form) > 0) {
        if (term_now_ms() - since > GONE_WITHIN) {
            term_fail(t, "a process with %s is left after %d ms", form, GONE_WITHIN);
        }
        struct timespec wait = {.tv_nsec = 20000000};
        nanosleep(&wait, NULL);
    }
}

/* The client is killed in the middle of a field: all that had been typed is there at the next connection. */
static void a_dropped_line(void **state) {
    (void)state;
    if (no_server()) {
        skip();
    }
    const char *form = form_in(forms_copy());
    start_server(command("", form));
    struct term *t = connect_to();
    term_wait_text(t, "F10退出");
    term_keys(t, "<M-1><Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
    term_type(t, "线断了");
    term_wait_for(t, cell_shows(t, PROJECT "线断了"));
    term_signal(t, SIGKILL);
    assert_int_equal(term_wait_exit(t), -SIGKILL);
    wait_gone(t, form);
    assert_true(journal_holds(journal_beside(form), "header.project", PROJECT "线断了"));
    assert_false(disk_exists(lock_beside(form)));
    assert_string_equal(form_file_value(form, "header.project"), PROJECT);
    t = connect_to();
    term_wait_text(t, SAFETY_LIST);
    term_keys(t, "<Enter>");
    term_wait_text(t, "已找回 1 处修改");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(form_file_value(form, "header.project"), PROJECT "线断了");
}

/* Whoever logs in meanwhile reads it, and takes it over with all that was typed when the first line is dropped. */
static void a_second_line(void **state) {
    (void)state;
    if (no_server()) {
        skip();
    }
    const char *form = form_in(forms_copy());
    start_server(command("", form));
    struct term *first = connect_to(), *second;
    term_wait_text(first, "F10退出");
    second = connect_to();
    term_wait_text(second, "只读，对方退出后按 F2 接手");
    term_keys(first, "<M-1><Tab>");
    term_wait_for(first, cell_shows(first, PROJECT));
    term_type(first, "线断了");
    term_wait_for(first, cell_shows(first, PROJECT "线断了"));
    term_kill(first);
    term_wait_for(second, !disk_exists(lock_beside(form)));
    term_keys(second, "<F2>");
    term_wait_text(second, SAFETY_LIST);
    term_keys(second, "<Enter>");
    term_wait_text(second, "已找回 1 处修改");
    term_wait_for(second, cell_shows(second, PROJECT "线断了"));
}

/* The forced command shows one folder and runs nothing else, whatever the client asks for. */
static void a_restricted_line(void **state) {
    (void)state;
    if (no_server()) {
        skip();
    }
    const char *forms = forms_copy();
    char options[700];
    snprintf(options, sizeof options, "--restricted %s", forms);
    start_server(command(options, "kepu-2024.ini"));
    struct term *t = connect_to();
    term_wait_for(t, term_has(t, "F10退出") || term_has(t, "Landlock"));
    if (term_has(t, "Landlock")) {
        skip();
    }
    term_keys(t, "<M-1><Tab>");
    term_wait_for(t, cell_shows(t, PROJECT));
    term_type(t, "远程");
    term_wait_for(t, cell_shows(t, PROJECT "远程"));
    term_keys(t, "<M-m><C-u>");
    term_type(t, "/tmp/elsewhere.ini");
    term_keys(t, "<Enter>");
    term_wait_text(t, "在允许的目录之外");
    term_keys(t, "<C-z>");
    term_keys(t, "<F2>");
    term_wait_text(t, "已保存");
    term_keys(t, "<F10>");
    assert_int_equal(term_wait_exit(t), 0);
    assert_string_equal(form_file_value(form_in(forms), "header.project"), PROJECT "远程");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(a_dropped_line, stop_server),
                                       cmocka_unit_test_teardown(a_second_line, stop_server),
                                       cmocka_unit_test_teardown(a_restricted_line, stop_server)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
