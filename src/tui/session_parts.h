/* What the files of the session share. */
#ifndef ZIPING_TUI_SESSION_PARTS_H
#define ZIPING_TUI_SESSION_PARTS_H

#include "ziping/session.h"

/* Scores and checks anew. */
void session_refresh(struct session *s);

/* There is always an empty row of goals behind the last one that is filled in. */
void session_grow_goals(struct session *s);

#endif
