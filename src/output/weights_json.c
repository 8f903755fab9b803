/* The weights of a rule set as a JSON object: what `ziping rules weights -f json` prints for each. */
#include "json_put.h"
#include "ziping/output.h"

static json_t *node_object(const struct node *n, const struct weight *w, struct buf *out) {
    json_t *o = json_object();
    json_put(out, o, "path", json_visible(n->path));
    json_put(out, o, "name", json_visible(n->name));
    json_put(out, o, "level", json_integer(n->level));
    json_put(out, o, "weight", json_dec_if(w->has_own, w->own));
    json_put(out, o, "below", json_dec_if(w->has_below, w->below));
    json_put(out, o, "differs", json_boolean(w->differs));
    json_put(out, o, "points", json_dec(w->points));
    json_put(out, o, "share", json_dec(w->share));
    return o;
}

bool output_weights_json(const struct ruleset *rules, const struct weights *w, struct str path, struct buf *out) {
    json_t *o = json_object(), *nodes = json_array();
    for (size_t i = 0; i < rules->nodes; i++) {
        json_push(out, nodes, node_object(&rules->node[i], &w->node[i], out));
    }
    json_put(out, o, "file", json_visible(path));
    json_put(out, o, "title", json_visible(rules->title));
    json_put(out, o, "nodes", nodes);
    json_put(out, o, "execution", json_dec_if(w->has_funds, w->execution.points));
    json_put(out, o, "sum", json_dec(w->sum));
    json_put(out, o, "total", json_dec(rules->total));
    json_put(out, o, "differs", json_boolean(w->differs));
    json_write(o, out);
    return !out->failed;
}
