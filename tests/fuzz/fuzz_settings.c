/* Any bytes as a settings file: no key has two commands, nobody is left without a way out, every name can be read back,
   and what is said of it is harmless. */
#include <stdint.h>
#include <stdlib.h>

#include "ziping/settings.h"
#include "ziping/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() may be compiled away. */
static void hold(bool true_here) {
    if (!true_here) {
        abort();
    }
}

static void sound_key(const struct keymap *m, enum action of, struct str k) {
    struct key_event e;
    char name[KEY_NAME_SIZE];
    hold(key_parse(k, &e) == KEY_OK);
    key_name(&e, name);
    hold(str_eq(k, str_of(name)) && key_action(m, &e) == of);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const enum action needed[] = {ACTION_QUIT, ACTION_CANCEL, ACTION_UP, ACTION_DOWN, ACTION_LEFT, ACTION_RIGHT};
    struct arena a = {0};
    struct settings s;
    struct buf said = {0};
    if (size > SETTINGS_LIMIT) {
        return 0;
    }
    hold(settings_read(&a, (struct str){(const char *)data, size}, LANG_EN, false, &s));
    for (int i = 0; i < ACTIONS; i++) {
        struct str keys = s.keys.keys[i];
        for (struct str k; (k = str_word(&keys)).n > 0;) {
            sound_key(&s.keys, (enum action)i, k);
        }
    }
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        hold(s.keys.keys[needed[i]].n > 0);
    }
    hold((s.lines == 0) == (s.faults == 0) && s.lines <= s.faults);
    settings_report(&s, STR("config.ini"), &said);
    for (size_t i = 0; i < said.n; i++) {
        hold(said.p[i] == '\n' || ((unsigned char)said.p[i] >= 0x20 && said.p[i] != 0x7F));
    }
    buf_free(&said);
    arena_free(&a);
    return 0;
}
