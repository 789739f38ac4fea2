"""English words of what Walkon never makes, and of what means something only together with others.

How a word is read is said in `terms`: ``+`` a verb, ``=`` exactly so.
The lists hold insults because they are looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from walkon.domain.bars import Bar
from walkon.domain.screening_groups import Group

BARS: Mapping[StrEnum, str] = {
    Bar.SEXUAL: """
        sex, sexual, sexually, sexual intercourse, intercourse, porn, porno, pornographic, pornography, pornstar,
        nude, nudes, nudity, naked, nakedness, erotic, erotica, erotically, nsfw, x rated, xxx, xrated, orgasm,
        orgasmic, masturbate+, masturbation, genital, genitalia, penis, penises, vagina, dildo, vibrator, blowjob,
        blow job, handjob, hand job, cunt, pussy, dick, cock, cum=, cumshot, tits, titties, boobs, boobies, nipple,
        striptease, strip tease, stripper, strips naked, pole dance in lingerie, lap dance, topless, bottomless,
        undress+, undressing, take off my clothes, take off her clothes, take off his clothes, takes off her clothes,
        takes off his clothes, taking off her clothes, taking off my clothes, takes off all, strip off, no clothes,
        without clothes, wearing nothing, wear nothing, hentai, fetish, bdsm, bondage, dominatrix, orgy, orgies,
        threesome, foursome, make love, makes love, making love, made love, hooker, prostitute, prostitution,
        escort service, brothel, onlyfans, camgirl, horny, aroused, arousal, foreplay, moaning in bed, fuck me,
        fucking me, fuck him, fuck her, fuck them, fucks me, fucks him, fucks her, fucking him, fucking her, milf,
        upskirt, deepthroat, anal, jerk off, jerking off, wank+, incest, bare breasts, bare breasted, bare ass,
        bare butt, spread her legs, in bed together naked, sleeps with me, sleep with me, doggy style, kamasutra,
        kama sutra, r18, adult film, adult video, gangbang, creampie, twerk naked""",
    Bar.GORE: """
        gore, gory, goriest, guts spill+, guts spilling, guts everywhere, entrails, intestines, disembowel+,
        eviscerate+, behead+, beheaded, decapitate+, decapitation, decapitated, severed, dismember+, dismembered,
        dismemberment, mutilate+, mutilation, mutilated, gouge+ out, gouging, eyeballs popping, flay+, flaying,
        skinned alive, skin him alive, impale+, impaled, blood spurt+, blood spurting, blood splatter, blood soaked,
        blood spray+, blood gushing, pool of blood, blood everywhere, covered in blood, drenched in blood,
        brains splatter, splattered brains, brain matter, open wound, rotting flesh, eats human flesh,
        eating human flesh, torn apart, tear him apart, rips out his heart, ripped out heart, rip out heart,
        chop off, chops off, chopped off head, cut off his, cut off her, cuts off his, head is cut off, head cut off,
        crushed skull, exploding head, snuff film, snuff movie, chainsaw massacre, bloodbath, cut into pieces,
        hacked to pieces, ripped to pieces, charred body, charred bodies, burned alive, burn him alive""",
    Bar.HATE: """
        heil hitler, sieg heil, nazi salute, hitler salute, white power, white supremacy, white supremacist,
        ku klux klan, kkk, gas the, race war, racial slur, racist speech, racist joke, racist rant, blackface,
        ethnic cleansing, holocaust denial, holocaust never happened, master race, nigger, nigga, faggot, kike,
        chink, gook, spic=, wetback, raghead, towelhead, sandnigger, tranny, trannies, beaner, paki=, subhuman race,
        homophobic, islamophobic, antisemitic, anti semitic, xenophobic, misogynist rant, misogynistic,
        go back to your country, genocide is good, hitler was right, hail hitler""",
    Bar.SELF_HARM: """
        kill yourself, killing yourself, kill themselves, kill myself, kills myself, killing myself, kill himself,
        kills himself, kill herself, kills herself, kys, suicide, suicidal, self harm, self harming, selfharm,
        cut myself, cuts myself, cutting myself, cut yourself with, slit my wrists, slit your wrists,
        slit her wrists, slit wrists, slitting wrists, hang myself, hang yourself, hangs himself, hangs herself,
        hanging myself, end my life, ends my life, ending my life, end your life, end it all, take my own life,
        takes my own life, takes his own life, takes her own life, taking my own life, overdose+,
        jump off the bridge to die, jumps off a bridge to die, starve myself, starving myself, pro ana, proana,
        thinspo, go die, drink bleach, better off dead, hurt yourself, hurts himself on purpose""",
    Bar.FRAUD: """
        phishing, voice phishing, scam call, scam video, scam people, scam+ my, scamming, scam+ grandma, fake police,
        fake bank call, fake irs, fake kidnapping, fake ransom, ransom, grandparent scam, romance scam, advance fee,
        money mule, identity theft, steal+ their password, fake giveaway, double your bitcoin, send me bitcoin,
        send bitcoin, guaranteed returns, guaranteed profit, ponzi scheme, pyramid scheme, fake id,
        counterfeit money, impersonate a police, impersonating a police, fake court order, fake arrest warrant""",
    Bar.WEAPONS: """
        bomb recipe, bomb tutorial, bomb making, bombmaking, make a bomb, makes a bomb, making a bomb, build a bomb,
        builds a bomb, building a bomb, make explosives, making explosives, 3d print a gun, 3d printed gun,
        ghost gun, build a gun, make a gun, making a gun, building a gun, homemade explosive, homemade bomb,
        homemade gun, pipe bomb instructions, make napalm, make ricin, make sarin, nerve gas synthesis, dirty bomb,
        make a silencer, build a silencer, make a molotov, making a molotov, ied instructions, gunpowder recipe,
        make poison gas, make thermite""",
    Bar.HUMILIATION: """
        humiliate+, humiliation, humiliating, degrade+, degrading, bully+, bullies, bullied, bullying, harass+,
        harassment, blackmail+, extort+, stalk+, stalker, threaten+, revenge porn, ruin her reputation,
        ruin his reputation, ruin their reputation, beg on his knees, beg on her knees, begs on his knees,
        begs on her knees, begging on his knees, lick my boots, licks my boots, lick my shoes, kiss my feet,
        kisses my feet, worthless, pathetic loser, stupid loser, ugly loser, fat pig, fat cow, ugly pig, fuck you,
        bitch, whore, slut, slutty, skank, retard, retarded, moron, imbecile, spit on him, spit on her, spits on him,
        spits on her, spitting on, pee on, pees on, piss on, pisses on, poop on, pooping on, shit on,
        wet himself in front, wets himself, wet herself, shame her publicly, public shaming, slander+, defame+,
        defamation, body shaming, body shame, fat shaming, doxx+, doxxing, hate comments about, look pathetic,
        like a dog on a leash, on a leash crawling, nobody likes you, everyone hates you, everybody hates you,
        disgusting freak""",
}

GROUPS: Mapping[StrEnum, str] = {
    Group.CLOSE: """
        hold+ hands, holding hands, hold her hand, hold his hand, gaze into each, gazes into each, gazing into each,
        gaze into my eyes, gazes into my eyes, slow dance, slow dancing, couple, hug tightly, embrace+,
        hugging tightly, share a bed, in bed together, share an umbrella, lean on his shoulder, lean on her shoulder,
        whispers in my ear, just the two of us""",
    Group.CHILD: """
        child, children, kid, kids, schoolgirl, schoolboy, school girl, school boy, underage, under age, minor=,
        minors=, teen, teenage, teenager, preteen, little girl, little boy, baby, toddler, loli, shota, jailbait,
        high school student, middle school student, young girl, young boy""",
    Group.CALLER: """
        police, policeman, policewoman, officer, cop, detective calling, fbi, prosecutor, prosecution, tax office,
        irs, tax authority, customs office, bank, bank employee, bank teller, bank manager, court clerk,
        judge calling, tech support, microsoft support, customer support, customer service, loan officer,
        insurance agent, embassy, immigration office, social security, government agent, official calling,
        delivery company, prince, celebrity doctor, lawyer calling, i am your son, i am your daughter,
        i am your grandson, mom its me, grandma its me, lottery, ceo calling, your boss calling""",
    Group.DEMAND: """
        send money, send me money, send the money, send your money, send us money, sending money, sends money,
        transfer your, transfer the money, transfer money, transfer her savings, transfer his savings,
        transfer savings, transfer all, wire money, wire the money, wire me, wire transfer, ask for money,
        asks for money, asking for money, ask for cash, demand money, demands money, demanding money,
        demand a payment, demands payment, pay a fine by, pay immediately, pay the fee, pay a fee, gift card,
        gift cards, account number, bank details, card number, credit card details, pin, pin code, password,
        one time code, verification code, security code, social security number, your savings, her savings,
        his savings, safe account, pay in bitcoin, pay in cash now, hand over your cash, hand over the cash,
        remote access, install this app, claim your prize""",
    Group.RECIPE: """
        how to make, how to build, how to assemble, how to construct, how to create, how to produce, how i build,
        how i make, instruction, instructions, step by step, tutorial, recipe, teach+ how, teaches viewers,
        explain how, explains how, explaining how, show how to, shows how to, guide to making, guide to building,
        blueprint, diy, ingredients for, synthesize+, assembling, homemade, 3d print+, 3d printing""",
    Group.WEAPON: """
        bomb, pipe bomb, explosive, explosives, grenade, gun, firearm, rifle, pistol, silencer, molotov,
        molotov cocktail, napalm, ricin, sarin, nerve agent, nerve gas, poison gas, mustard gas, chemical weapon,
        bioweapon, biological weapon, landmine, detonator, ammunition, gunpowder, dynamite, thermite, weapon,
        nail bomb, ied=, missile, anthrax""",
    Group.PEOPLE: """
        jew, jews, jewish people, muslim, muslims, christians, hindus, sikhs, black people, blacks, african,
        africans, white people, asians, asian people, chinese people, chinese, japanese people, koreans,
        korean people, mexicans, latinos, arabs, indians, gypsies, roma people, immigrant, immigrants, migrants,
        refugees, foreigners, gays, gay people, gay, lesbian, lesbians, homosexuals, trans people,
        transgender people, queers, bisexuals, women, disabled people, the disabled, handicapped, autistic people,
        old people, poor people, homeless people, that race, an inferior race""",
    Group.HATRED: """
        hate=, hates=, i hate, we hate, vermin, cockroaches, parasites, subhuman, subhumans, inferior, exterminate+,
        eradicate+, wipe out, get rid of, should die, must die, deserve to die, should be killed, kill all,
        deport all, deport them all, out of our country, go home, go back, filthy, dirty, disgusting, scum, trash,
        garbage, are animals, like animals, are stupid, are criminals, are thieves, all criminals, are a disease,
        a plague, not human, are evil, are rapists, belong in the kitchen, shouldnt vote, should not vote,
        should be banned, dont belong, do not belong, ruin our country, destroy our country, stink""",
    Group.OTHERS: """
        each other, girl, boy, woman, man, women, men, girlfriend, boyfriend, wife, husband, lover, stranger,
        somebody, someone, couple, together, us=, we=, her=, him=, them=, partner, friend, people, two, bride, groom,
        date, crush, anyone, everybody""",
}
