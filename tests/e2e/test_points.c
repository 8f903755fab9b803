/* How points come about, on the screen: the working on the message line and in the help, the chooser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "form_term.h"

/* A form of a rule set with targets and actual values, bands and answers. */
static const char rules[] = "[ruleset]\nformat = 1\ntitle = 规则\nform_title = 自评表\ntotal = 100\n"
                            "[indicators]\ncolumns = \"target actual weight score reason\"\n"
                            "[scoring]\ntiers = \"100-80 80-60 60-0\"\n"
                            "[grades]\n优 = 90\n差 = 0\n"
                            "[a]\nname = 产出\n[a.b]\nname = 数量\n"
                            "[a.b.people]\nname = 参与人数\nweight = 5\nsign = >=\ntarget = 4754\nunit = 人\n"
                            "[a.b.tier]\nname = 社会效益\nweight = 10\nkind = tier\n"
                            "[a.b.answer]\nname = 建立制度\nweight = 75\nkind = yesno\n";

static struct term *start(const char *values, const struct term_options *o) {
    const char *dir = term_tmpdir();
    char form[1024] = "[form]\nformat = 1\nrules = rules.ini\n";
    strcat(form, values);
    disk_write(disk_path(dir, "rules.ini"), rules, strlen(rules));
    disk_write(disk_path(dir, "form.ini"), form, strlen(form));
    return form_start(dir, o, "form.ini");
}

static void working_on_the_message_line(void **state) {
    (void)state;
    struct term *t =
        start("[a.b.people]\nweight = 5\nactual = 4604人\nscore = 4.84\nreason = 因雨改期，今后提前准备。\n", NULL);
    term_keys(t, "<M-4>");
    term_wait_for(t, strcmp(no_blanks(term_row(t, 22)), "参与人数·实际完成值4604÷4754×5=4.84") == 0);
    /* 4604 × 5 ÷ 4754 is 4.84: 4.5 is 0.34 less. */
    term_keys(t, "<Tab> <C-u> 4.5 <Tab>");
    term_wait_for(t, strstr(term_row(t, 22), "4604 ÷ 4754 × 5 = 4.84，填报 4.5，少 0.34") != NULL);
    term_keys(t, "<S-Tab>"); /* its finding comes first */
    term_wait_for(t, strncmp(term_row(t, 22), " F2", 3) == 0 && !term_has(t, "少 0.34"));
}

static void working_in_help(void **state) {
    (void)state;
    struct term *t = start("[a.b.people]\nactual = 4604人\n", NULL);
    term_keys(t, "<M-4> <F1>");
    term_wait_text(t, "得分怎么来");
    assert_true(term_has(t, "  4604 ÷ 4754 × 5 = 4.84"));
    assert_true(term_has(t, "完成年度指标值的 96.84%"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        term_test(working_on_the_message_line),
        term_test(working_in_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
