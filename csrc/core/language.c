/* See language.h. */
#include "language.h"

#include <stddef.h>

/* Characters that Chinese sentences can hardly do without and that Japanese written in Han alone (headings) lacks. */
static int is_function_word(uint32_t c)
{
    static const uint16_t words[] = {
        0x4E86 /* 了 */, 0x4E9B /* 些 */, 0x4E5F /* 也 */, 0x4F60 /* 你 */, 0x5462 /* 呢 */, 0x5427 /* 吧 */,
        0x5417 /* 吗 */, 0x5C31 /* 就 */, 0x5E76 /* 并 */, 0x628A /* 把 */, 0x662F /* 是 */, 0x6211 /* 我 */,
        0x6240 /* 所 */, 0x6CA1 /* 没 */, 0x7740 /* 着 */, 0x8BF4 /* 说 */, 0x8FD9 /* 这 */, 0x90A3 /* 那 */,
        0x4ED6 /* 他 */, 0x4EEC /* 们 */, 0x5BF9 /* 对 */, 0x5728 /* 在 */, 0x4E0D /* 不 */, 0x8AAA /* 說 */,
        0x9019 /* 這 */, 0x5011 /* 們 */, 0x6C92 /* 沒 */, 0x5C0D /* 對 */, 0x4E26 /* 並 */, 0x55CE /* 嗎 */};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i] == c) return 1;
    return 0;
}

void onr_profile_add(onr_profile *p, uint32_t c)
{
    if (c < 0x80) {
        p->latin += (c | 32) >= 'a' && (c | 32) <= 'z';
    } else if (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) {
        p->kana++;
    } else if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c < 0x32000) || c == 0x3005 || c == 0x3007) {
        p->han++;
        switch (onr_han_script(c)) {
        case 1:
            p->simplified++;
            break;
        case 2:
            p->japanese++;
            break;
        case 3:
            p->traditional++;
            break;
        default:
            break;
        }
        p->function += (uint64_t)is_function_word(c);
    } else if (c >= 0xFF66 && c <= 0xFF9F) {
        p->kana++;
    } else if ((c >= 0xC0 && c < 0x250) || (c >= 0xFF21 && c <= 0xFF5A)) {
        p->latin++;
    } else if (c >= 0x370 && c < 0x2000) {
        p->other++;
    }
}

void onr_profile_text(onr_profile *p, const uint8_t *text, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t len, c = onr_decode(text + i, &len);
        onr_profile_add(p, c);
        i += len;
    }
}

uint8_t onr_language(const onr_profile *p)
{
    uint64_t cjk = p->kana + p->han;
    if (!cjk) return p->latin ? ONR_EN : ONR_LANG_UNKNOWN;
    if (p->latin > 10 * cjk && p->latin > 20) return ONR_EN; /* a name in an English sentence */
    if (p->kana) {
        /* A name in kana inside a Chinese sentence. */
        if (p->kana * 8 < cjk && (p->simplified || p->function >= 2)) return ONR_ZH;
        return ONR_JA;
    }
    if (p->simplified > p->japanese || p->han > 40) return ONR_ZH; /* nobody writes so much Japanese without kana */
    if (p->japanese > p->simplified && p->function < 3) return ONR_JA;
    if (p->function >= 2 || (p->function && p->han >= 4)) return ONR_ZH;
    return ONR_LANG_UNKNOWN;
}

uint8_t onr_profile_lang(const onr_profile *p)
{
    uint8_t lang = onr_language(p);
    if (lang == ONR_EN && p->kana + p->han > 0 && p->latin < 20 * (p->kana + p->han))
        lang = p->kana * 8 >= p->kana + p->han ? ONR_JA : ONR_ZH;
    if (lang == ONR_LANG_UNKNOWN && p->han) lang = ONR_ZH;
    return lang;
}
