"""What `minnow doctor` asks whoever carries the mails."""

from typing import TYPE_CHECKING

from bot.cli.finding import Finding

if TYPE_CHECKING:
    from bot.mail.smtp_server import SmtpServer
    from bot.settings import Settings

PATIENCE_SECONDS = 10.0


async def examine_mail(settings: "Settings") -> Finding:
    """Sends none."""
    if settings.mailersend_api_key is not None:
        return await _mailersend(settings.mailersend_api_key, settings.mailersend_api_url)
    if settings.smtp is not None:
        return await _smtp(settings.smtp, settings.mail_from.domain)
    advice = "MAILERSEND_API_KEY or MINNOW_SMTP_URL sends them"
    return Finding(True, f"mail: into {settings.mail_dir}; {advice}")


async def _mailersend(api_key: str, api_url: str) -> Finding:
    """Asks for the quota, which costs nothing. A key that may only send is told to have no right
    to ask, but not that it is wrong."""
    from mailersend.exceptions import AuthenticationError, MailerSendError

    from bot.mail.mailersend import make_client

    client = make_client(api_key, api_url, PATIENCE_SECONDS)
    try:
        await client.request("GET", "api-quota")
    except AuthenticationError:
        return Finding(False, "mail: MailerSend refuses MAILERSEND_API_KEY")
    except MailerSendError as error:
        if error.response is None:
            return Finding(False, f"mail: MailerSend, {type(error.__cause__).__name__}")
        if error.response.status_code != 403:
            return Finding(False, f"mail: MailerSend answers {error.response.status_code}")
        return Finding(True, "mail: MailerSend; whether the key may send, the first mail shows")
    finally:
        await client.close()
    return Finding(True, "mail: MailerSend")


async def _smtp(server: "SmtpServer", our_name: str) -> Finding:
    from aiosmtplib import SMTPAuthenticationError, SMTPException

    from bot.mail.smtp import connection

    line = connection(server, our_name, PATIENCE_SECONDS)
    try:
        await line.connect()
        await line.noop()
        await line.quit()
    except SMTPAuthenticationError:
        return Finding(False, f"mail: {server.where} refuses the user or the password")
    except (SMTPException, OSError, TimeoutError, ValueError) as error:
        return Finding(False, f"mail: {server.where}, {type(error).__name__}")
    finally:
        line.close()
    return Finding(True, f"mail: {server.where}")
