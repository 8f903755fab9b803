/* The paper: its grids, their layouts at every width, and the text that is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support.h"
#include "ziping/check.h"
#include "ziping/layout.h"
#include "ziping/output.h"

static struct arena arena, scratch;
static struct library library;
static struct form *form;
static struct paper *print, *entry, *rules;

static int make_papers(void **state) {
    struct document d;
    struct score score;

    (void)state;
    if (!document_read(&arena, &library, "forms/kepu-2024.ini", &d) || !d.form || !score_form(&arena, d.form, &score)) {
        return -1;
    }
    form = d.form;
    print = paper_form(&arena, form, NULL, PAPER_PRINT);
    entry = paper_form(&arena, form, &score, PAPER_ENTRY);
    rules = paper_rules(&arena, d.rules);
    return print && entry && rules ? 0 : -1;
}

static int free_papers(void **state) {
    (void)state;
    library_free(&library);
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}

static struct str text_of(void *context, const struct cell *c) {
    return paper_text(context, c);
}

static const struct grid *grid_of(const struct paper *p, enum part part) {
    for (size_t i = 0; i < p->grids; i++) {
        if (p->grid[i].part == part) {
            return &p->grid[i];
        }
    }
    fail_msg("no grid of part %d", part);
    return NULL;
}

/* ---- grids ---- */

/* The cell whose upper left corner is there. */
static const struct cell *cell_at(const struct grid *g, int row, int col) {
    for (size_t i = 0; i < g->cells; i++) {
        if (g->cell[i].row == row && g->cell[i].col == col) {
            return &g->cell[i];
        }
    }
    fail_msg("no cell at %d, %d", row, col);
    return NULL;
}

static void assert_cell(const struct grid *g, int row, int col, int rows, int cols, const char *text) {
    const struct cell *c = cell_at(g, row, col);
    assert_text(paper_text(form, c), text);
    assert_int_equal(c->rows, rows);
    assert_int_equal(c->cols, cols);
}

/* Every place of the grid belongs to exactly one cell. */
static void assert_tiled(const struct grid *g) {
    struct arena own = {0};
    int *owners = arena_array(&own, int, (size_t)(g->rows * g->cols) + 1);
    for (size_t i = 0; i < g->cells; i++) {
        const struct cell *c = &g->cell[i];
        bool inside = c->row >= 0 && c->rows >= 1 && c->row + c->rows <= g->rows && c->col >= 0 && c->cols >= 1 &&
                      c->col + c->cols <= g->cols;
        if (!inside) {
            fail_msg("part %d of %d by %d: cell %d, %d spans %d by %d", g->part, g->rows, g->cols, c->row, c->col,
                     c->rows, c->cols);
        }
        for (int r = c->row; r < c->row + c->rows; r++) {
            for (int k = c->col; k < c->col + c->cols; k++) {
                owners[r * g->cols + k]++;
            }
        }
    }
    for (int i = 0; i < g->rows * g->cols; i++) {
        assert_int_equal(owners[i], 1);
    }
    arena_free(&own);
}

static void cells_tile_their_grids(void **state) {
    const struct paper *const papers[] = {print, entry, rules};

    (void)state;
    for (size_t p = 0; p < 3; p++) {
        assert_true(papers[p]->grids > 0);
        for (size_t g = 0; g < papers[p]->grids; g++) {
            assert_tiled(&papers[p]->grid[g]);
        }
    }
}

/* On the form: 绩效指标 beside the table's head and its 16 rows; 产出 9 rows of 3+4+1+1, 效益 5 of 4+1, 满意度 and
 * execution 1. */
static void spans_of_the_indicators(void **state) {
    static const struct {
        int row, rows;
        const char *name;
    } level1[] = {{1, 9, "产出指标"}, {10, 5, "效益指标"}, {15, 1, "满意度指标"}, {16, 1, "预算执行率"}},
      level2[] = {{1, 3, "数量指标"},
                  {4, 4, "质量指标"},
                  {8, 1, "时效指标"},
                  {9, 1, "成本指标"},
                  {10, 4, "社会效益指标"},
                  {14, 1, "可持续影响指标"},
                  {15, 1, "服务对象满意度指标"},
                  {16, 1, "预算执行率"}};
    const struct paper *const papers[] = {print, entry};

    (void)state;
    for (int p = 0; p < 2; p++) {
        const struct grid *g = grid_of(papers[p], PART_INDICATORS);
        int at = p == 0; /* the print has 绩效指标 on the left */
        assert_int_equal(g->cols, at + 6);
        for (size_t i = 0; i < 4; i++) {
            assert_cell(g, level1[i].row, at, level1[i].rows, 1, level1[i].name);
        }
        for (size_t i = 0; i < 8; i++) {
            assert_cell(g, level2[i].row, at + 1, level2[i].rows, 1, level2[i].name);
        }
        assert_cell(g, 2, at + 2, 1, 1, "活动参与人数（线上&线下）");
        assert_cell(g, 5, at + 3, 1, 1, "5");
        assert_cell(g, 5, at + 4, 1, 1, "3.85");
        assert_cell(g, 5, at + 5, 1, 1, "");
    }
    assert_cell(grid_of(print, PART_INDICATORS), 0, 0, 17, 1, "绩效指标");
    assert_cell(grid_of(print, PART_INDICATORS), 17, 0, 1, 4, "总分");
    assert_cell(grid_of(print, PART_INDICATORS), 17, 4, 1, 1, "100");
    assert_cell(grid_of(print, PART_INDICATORS), 17, 5, 1, 1, "89.45");
}

static void spans_of_the_other_parts(void **state) {
    const struct grid *funds = grid_of(print, PART_FUNDS), *goals = grid_of(print, PART_GOALS);
    const struct grid *head = grid_of(print, PART_HEADER);

    (void)state;
    assert_text(print->title, "项目支出绩效自评表");
    assert_text(print->subtitle, "（ 2024 年度）");
    assert_cell(head, 0, 0, 1, 1, "项目名称");
    assert_cell(head, 0, 1, 1, 3, "全区科普经费");
    assert_cell(head, 1, 0, 1, 1, "主管部门");
    assert_cell(head, 1, 1, 1, 1, "科普部");
    assert_cell(head, 1, 2, 1, 1, "实施单位");
    assert_cell(head, 1, 3, 1, 1, "西城区科学技术协会");
    assert_cell(funds, 0, 0, 5, 1, "项目资金（万元）");
    assert_cell(funds, 0, 1, 1, 1, "");
    assert_cell(funds, 0, 7, 1, 1, "得分");
    assert_cell(funds, 1, 1, 1, 1, "年度资金总额");
    assert_cell(funds, 1, 2, 1, 1, "138.40");
    assert_cell(funds, 2, 5, 1, 1, "—");
    assert_cell(funds, 4, 1, 1, 1, "其他资金");
    assert_cell(goals, 0, 0, 5, 1, "年度总体目标");
    assert_cell(goals, 0, 2, 1, 1, "实际完成情况");
    assert_int_equal(goals->rows, 5);
}

static void spans_of_the_indicator_system(void **state) {
    const struct grid *g = &rules->grid[0];

    (void)state;
    assert_text(rules->title, "2024年部门整体支出单位自评指标体系（全区科普经费）");
    assert_int_equal(g->rows, 18); /* head, 16 indicators, sum */
    assert_cell(g, 0, 3, 1, 1, "标准分");
    assert_cell(g, 1, 0, 1, 1, "预算执行率（10分）");
    assert_cell(g, 1, 2, 1, 1, "预算执行率");
    assert_cell(g, 2, 0, 9, 1, "产出指标（55分）");
    assert_cell(g, 2, 1, 3, 1, "数量指标（18分）");
    assert_cell(g, 3, 2, 1, 1, "参与人数");
    assert_cell(g, 3, 3, 1, 1, "6");
    assert_cell(g, 11, 0, 5, 1, "效益指标（30分）");
    assert_cell(g, 15, 1, 1, 1, "可持续效益指标（10分）");
    assert_cell(g, 16, 0, 1, 1, "满意度指标（5分）");
    assert_cell(g, 17, 0, 1, 3, "合计");
    assert_cell(g, 17, 3, 1, 1, "100");
}

/* The rows for entry: what is stated beside what follows. */
static void the_totals_of_the_screen(void **state) {
    const struct grid *g = grid_of(entry, PART_TOTAL);

    (void)state;
    assert_cell(g, 1, 0, 1, 1, "产出指标");
    assert_cell(g, 1, 1, 1, 1, "55");
    assert_cell(g, 1, 3, 1, 1, "50.45");
    assert_cell(g, 2, 3, 1, 1, "24.6");
    assert_cell(g, 3, 3, 1, 1, "4.4");
    assert_cell(g, 4, 3, 1, 1, "10");
    assert_cell(g, 5, 0, 1, 1, "总分");
    assert_cell(g, 5, 2, 1, 1, "89.45");
    assert_cell(g, 5, 3, 1, 1, "89.45");
    assert_cell(g, 5, 5, 1, 1, "良");
}

/* Rule sets that leave parts of the paper out, or have them twice: grids are whole, and every check gets through. */
static void odd_rule_sets(void **state) {
    static const char *const changes[] = {
        "[indicators] columns = reason\n[output.quality.pass] name = 预算执行率",
        "[indicators] columns = \"\"",
        "[indicators] columns = score score weight weight",
        "[indicators] columns = sign target unit actual completion weight score review reason remark",
        "[funds] rows = \"\"",
        "[funds] rows = total",
        "[funds] rows = total total",
        "[funds] columns = \"\"",
        "[funds] columns = score reason",
        "[header] fields = \"\"",
        "[header] fields = unit",
        "[header] fields = unit person phone date code project",
        "[goals] columns = \"\"",
        "[goals] columns = actual",
        "[notes] fields = remarks issues measures others",
        "-[output]\n-[output.quantity]\n-[output.quality]\n-[output.cost]",
        "[output.quantity.events.one] weight = 5\n[benefit.more] name = 空",
        "-[grades]",
    };
    struct str form_text = support_read(&arena, "tests/data/sound-form.ini");
    struct str rules_text = support_read(&arena, "tests/data/sound-rules.ini");

    (void)state;
    support_folder_make(NULL);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct library l = {0};
        struct document d;
        struct score score;
        struct diags found = {.arena = &scratch};
        support_write(&arena, "sound-rules.ini", support_change(&arena, rules_text, changes[i]));
        assert_true(document_read(&scratch, &l, support_write(&arena, "form.ini", form_text), &d));
        assert_non_null(d.form);
        assert_true(check_document(&d, &(struct check_options){0}, &score, &found));
        for (int use = PAPER_PRINT; use <= PAPER_ENTRY; use++) {
            struct buf b = {0};
            struct paper *p = paper_form(&scratch, d.form, &score, (enum paper_use)use);
            assert_non_null(p);
            for (size_t g = 0; g < p->grids; g++) {
                assert_tiled(&p->grid[g]);
            }
            assert_true(output_paper(p, d.form, 60, TEXT_NARROW, &b));
            buf_free(&b);
        }
        library_free(&l);
        arena_reset(&scratch);
    }
    support_folder_remove(NULL);
}

static bool every_field(void *context, int field) {
    (void)context;
    return field >= 0;
}

static bool the_score(void *context, int field) {
    (void)context;
    return form->schema->field[field].part == PART_INDICATORS && str_eq(form->schema->field[field].key, STR("score"));
}

/* A column for last year behind each column that has something for it, and no other; what spans such a column spans
   both. */
static void last_year_in_columns_of_its_own(void **state) {
    (void)state;
    for (size_t i = 0; i < entry->grids; i++) {
        struct grid *g = paper_beside(&scratch, &entry->grid[i], STR("去年"), every_field, NULL);
        assert_non_null(g);
        assert_tiled(g);
        size_t fields = 0, lasts = 0;
        for (size_t k = 0; k < g->cells; k++) {
            fields += g->cell[k].field >= 0;
            lasts += g->cell[k].last >= 0;
            assert_true(g->cell[k].field < 0 || g->cell[k].last < 0);
        }
        assert_int_equal(lasts, fields);
    }
    const struct grid *from = grid_of(entry, PART_INDICATORS);
    struct grid *g = paper_beside(&scratch, from, STR("去年"), the_score, NULL);
    assert_tiled(g);
    assert_int_equal(g->cols, 7); /* three names, weight, score, last year's score, reason */
    assert_cell(g, 0, 4, 1, 1, "得分");
    assert_cell(g, 0, 5, 1, 1, "去年");
    assert_int_equal(cell_at(g, 1, 5)->last, cell_at(g, 1, 4)->field);
    assert_int_equal(cell_at(g, 1, 5)->align, ALIGN_RIGHT);
    assert_int_equal(cell_at(g, 1, 6)->field, cell_at(from, 1, 5)->field);
    g = paper_beside(&scratch, grid_of(entry, PART_TOTAL), STR("去年"), every_field, NULL);
    assert_cell(g, 1, 1, 1, 2, "55"); /* a subtotal above the total's weight and last year's */
    assert_int_equal(cell_at(g, 5, 2)->last, cell_at(g, 5, 1)->field);
    arena_reset(&scratch);
}

/* ---- layouts ---- */

/* Every screen cell is a border or lies in exactly one cell's box; the boxes hold no border. */
static void assert_drawn(const struct layout *l) {
    size_t area = (size_t)(l->width * l->height);
    unsigned char *mask = arena_array(&scratch, unsigned char, area),
                  *owners = arena_array(&scratch, unsigned char, area);

    for (int y = 0; y < l->height; y++) {
        layout_borders(l, y, mask + (size_t)(y * l->width));
    }
    for (size_t i = 0; i < l->cells; i++) {
        const struct placed *p = &l->cell[i];
        assert_true(p->x >= 1 && p->w >= 1 && p->x + p->w < l->width);
        assert_true(p->y >= 1 && p->h >= 1 && p->y + p->h < l->height);
        for (int y = p->y; y < p->y + p->h; y++) {
            for (int x = p->x; x < p->x + p->w; x++) {
                owners[y * l->width + x]++;
            }
        }
    }
    for (int y = 0; y < l->height; y++) {
        for (int x = 0; x < l->width; x++) {
            size_t at = (size_t)(y * l->width + x);
            if (owners[at] != (mask[at] == 0)) {
                fail_msg("width %d, %d:%d: %u boxes, borders %u", l->width, y, x, owners[at], mask[at]);
            }
            /* A border goes on where it says. */
            assert_true(!(mask[at] & BORDER_RIGHT) == !(x + 1 < l->width && mask[at + 1] & BORDER_LEFT));
            assert_true(!(mask[at] & BORDER_DOWN) == !(y + 1 < l->height && mask[at + (size_t)l->width] & BORDER_UP));
        }
        assert_true(mask[y * l->width] != 0 && mask[(y + 1) * l->width - 1] != 0);
    }
}

static bool starts_badly(struct str line) {
    static const char *const marks[] = {"，", "。", "；", "：", "、", "）", "”", "》"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (str_starts(line, str_of(marks[i]))) {
            return true;
        }
    }
    return false;
}

static void add_visible(struct buf *b, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '\n') {
            buf_char(b, s.p[i]);
        }
    }
}

/* The lines that a cell shows, one below the other inside its box, are its text. */
static void assert_lines(const struct layout *l, size_t i, enum text_ambiguous ambiguous) {
    const struct placed *p = &l->cell[i];
    struct buf shown = {0}, wanted = {0};

    for (int y = 0; y < l->height; y++) {
        int x = 0, columns = 0;
        struct str line;
        if (!layout_line(l, i, y, &x, &line, &columns)) {
            continue;
        }
        assert_int_equal(columns, text_columns(line, ambiguous));
        if (y < p->y || y >= p->y + p->h || x < p->x || x + columns > p->x + p->w) {
            fail_msg("width %d: \"%.*s\" is outside of its box", l->width, STR_ARG(line));
        }
        if (starts_badly(line)) {
            fail_msg("width %d: a line starts with \"%.*s\"", l->width, STR_ARG(line));
        }
        add_visible(&shown, line);
    }
    add_visible(&wanted, paper_text(form, p->cell));
    if (!str_eq(buf_str(&shown), buf_str(&wanted))) {
        fail_msg("width %d: \"%.*s\" of \"%.*s\"", l->width, STR_ARG(buf_str(&shown)), STR_ARG(buf_str(&wanted)));
    }
    buf_free(&shown);
    buf_free(&wanted);
}

static void assert_layouts(const struct paper *paper, enum text_ambiguous ambiguous) {
    for (int width = 60; width <= 300; width++) {
        for (size_t g = 0; g < paper->grids; g++) {
            struct layout *l = layout_grid(&scratch, &paper->grid[g], width, ambiguous, text_of, form);
            assert_non_null(l);
            assert_int_equal(l->width, width);
            assert_int_equal(l->cells, paper->grid[g].cells);
            assert_drawn(l);
            for (size_t i = 0; i < l->cells; i++) {
                assert_lines(l, i, ambiguous);
            }
            arena_reset(&scratch);
        }
    }
}

static void layouts_of_the_print(void **state) {
    (void)state;
    assert_layouts(print, TEXT_NARROW);
    assert_layouts(print, TEXT_WIDE);
}

static void layouts_of_the_screen(void **state) {
    (void)state;
    assert_layouts(entry, TEXT_NARROW);
    assert_layouts(entry, TEXT_WIDE);
}

static void layouts_of_the_indicator_system(void **state) {
    (void)state;
    assert_layouts(rules, TEXT_NARROW);
    assert_layouts(rules, TEXT_WIDE);
}

static void a_width_too_small(void **state) {
    struct layout *l = layout_grid(&scratch, grid_of(print, PART_INDICATORS), 10, TEXT_NARROW, text_of, form);

    (void)state;
    assert_int_equal(l->width, LAYOUT_LEAST);
    assert_drawn(l);
    arena_reset(&scratch);
}

/* While somebody types, columns stay and rows give way. */
static void a_text_changes(void **state) {
    const struct grid *g = grid_of(entry, PART_INDICATORS);
    struct layout *l = layout_grid(&scratch, g, 80, TEXT_NARROW, text_of, form);
    size_t at = (size_t)(cell_at(g, 5, 5) - g->cell);
    int height = l->height, x = l->cell[at].x, w = l->cell[at].w;
    struct buf text = {0};

    (void)state;
    buf_fill(&text, 'a', (size_t)w * 3);
    assert_true(layout_change(&scratch, l, at, buf_str(&text), TEXT_NARROW));
    assert_int_equal(l->cell[at].x, x);
    assert_int_equal(l->cell[at].w, w);
    assert_int_equal(l->cell[at].h, 3);
    assert_int_equal(l->height, height + 2);
    assert_drawn(l);
    assert_true(layout_change(&scratch, l, at, STR(""), TEXT_NARROW));
    assert_int_equal(l->height, height);
    assert_drawn(l);
    buf_free(&text);
    arena_reset(&scratch);
}

/* ---- text ---- */

static struct str printed(const struct paper *p, int width) {
    struct buf b = {0};
    assert_true(output_paper(p, form, width, TEXT_NARROW, &b));
    struct str s = arena_copy(&scratch, buf_str(&b));
    buf_free(&b);
    return s;
}

/* Every line of the tables is as wide as asked for; the title's and the year's are not wider. */
static void printed_lines_are_as_wide(void **state) {
    const struct paper *const papers[] = {print, rules};

    (void)state;
    for (int p = 0; p < 2; p++) {
        for (int width = 60; width <= 300; width++) {
            struct str rest = printed(papers[p], width);
            size_t drawn = 0;
            while (rest.n > 0) {
                size_t end = str_find(rest, STR("\n"));
                struct str line = str_sub(rest, 0, end);
                bool ruled = line.n > 0 && (line.p[0] == '+' || line.p[0] == '|');
                int columns = text_columns(line, TEXT_NARROW);
                assert_true(ruled ? columns == width : columns <= width);
                assert_true(!ruled || line.p[line.n - 1] == line.p[0] || line.p[line.n - 1] == '|' ||
                            line.p[line.n - 1] == '+');
                drawn += ruled;
                rest = str_sub(rest, end + 1, rest.n);
            }
            assert_true(drawn > 18);
            arena_reset(&scratch);
        }
    }
}

/* What stands in each column of a printed line, '#' for text. */
static void read_columns(struct str line, char *column, int width) {
    int x = 0;
    for (size_t at = 0; at < line.n;) {
        size_t next = text_next(line, at);
        char c = line.p[at] == '+' || line.p[at] == '-' || line.p[at] == '|' || line.p[at] == ' ' ? line.p[at] : '#';
        for (int n = text_columns(str_sub(line, at, next), TEXT_NARROW); n > 0 && x < width; n--) {
            column[x++] = c;
        }
        at = next;
    }
    while (x < width) {
        column[x++] = ' ';
    }
}

static bool is_rule(const char *column, int width) {
    for (int x = 0; x < width; x++) {
        if (column[x] != '+' && column[x] != '-') {
            return false;
        }
    }
    return true;
}

/* A border that meets a rule from above or from below is joined to it, where one table follows another too. */
static void tables_join(void **state) {
    enum { WIDTH = 100 };
    struct str rest = printed(print, WIDTH);
    char above[WIDTH] = {0}, now[WIDTH];
    int rules_seen = 0;

    (void)state;
    while (rest.n > 0) {
        size_t end = str_find(rest, STR("\n"));
        read_columns(str_sub(rest, 0, end), now, WIDTH);
        for (int x = 0; x < WIDTH && is_rule(now, WIDTH); x++) {
            assert_false(above[x] == '|' && now[x] == '-');
            rules_seen += x == 0;
        }
        for (int x = 0; x < WIDTH && is_rule(above, WIDTH); x++) {
            assert_false(above[x] == '-' && now[x] == '|');
        }
        memcpy(above, now, sizeof now);
        rest = str_sub(rest, end + 1, rest.n);
    }
    assert_int_equal(rules_seen, 7); /* the header's two, three where a table follows, one above the sum, the last */
    arena_reset(&scratch);
}

static void golden_texts(void **state) {
    (void)state;
    assert_golden(printed(print, 100), "show-kepu-2024.txt");
    assert_golden(printed(rules, 100), "show-rules-kepu-2024.txt");
    arena_reset(&scratch);
}

/* A column has what its texts take only where all have their most already. */
static void room_for_headings(void **state) {
    const struct grid *g = grid_of(entry, PART_INDICATORS);
    const struct {
        int width, level1, level2;
    } cases[] = {
        {80, 8, 8}, {132, 10, 18}, {300, 10, 18}, /* 满意度指标, 服务对象满意度指标 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct layout *l = layout_grid(&scratch, g, cases[i].width, TEXT_NARROW, text_of, form);
        for (size_t k = 0; k < l->cells; k++) {
            const struct cell *c = l->cell[k].cell;
            if (c->cols == 1 && c->col < 2) {
                assert_int_equal(l->cell[k].w, c->col == 0 ? cases[i].level1 : cases[i].level2);
            }
        }
    }
    assert_false(layout_has_room(g, 40));
    assert_true(layout_has_room(g, 80));
    arena_reset(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_tile_their_grids),
        cmocka_unit_test(spans_of_the_indicators),
        cmocka_unit_test(last_year_in_columns_of_its_own),
        cmocka_unit_test(room_for_headings),
        cmocka_unit_test(spans_of_the_other_parts),
        cmocka_unit_test(spans_of_the_indicator_system),
        cmocka_unit_test(the_totals_of_the_screen),
        cmocka_unit_test(odd_rule_sets),
        cmocka_unit_test(layouts_of_the_print),
        cmocka_unit_test(layouts_of_the_screen),
        cmocka_unit_test(layouts_of_the_indicator_system),
        cmocka_unit_test(a_width_too_small),
        cmocka_unit_test(a_text_changes),
        cmocka_unit_test(printed_lines_are_as_wide),
        cmocka_unit_test(tables_join),
        cmocka_unit_test(golden_texts),
    };
    return cmocka_run_group_tests(tests, make_papers, free_papers);
}
